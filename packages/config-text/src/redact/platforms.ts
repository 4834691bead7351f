/** Platforms that configurations are redacted for; most by the rules of their family or by shape (rule-sets.ts). */
const platformIds: ReadonlySet<string> = new Set(
  `unknown generic cisco_ios cisco_xe cisco_nxos cisco_xr cisco_asa cisco_ftd cisco_wlc cisco_s300 arista_eos juniper_junos
  juniper juniper_screenos fortinet paloalto_panos huawei huawei_vrp hp_comware hp_procurve aruba_aoscx aruba_os
  aruba_procurve mikrotik_routeros vyos vyatta_vyos ubiquiti_edgerouter ubiquiti_edgeswitch nokia_sros nokia_srl
  extreme extreme_exos extreme_vsp ruckus_fastiron brocade_fastiron brocade_fos dell_os6 dell_os9 dell_os10 dell_sonic
  checkpoint_gaia f5_tmsh f5_ltm linux frr frrouting cumulus_linux mellanox mellanox_mlnxos broadcom_icos
  fiberstore_fsos fiberstore_fsosv2 netgear_prosafe tplink_jetstream opnsense pfsense netgate_tnsr perle_iolan
  smartbyte eaton_network`.split(/\s+/),
)

/** Is this an id that NetRaven knows? Any other text is redacted as `unknown`. */
export function isPlatformId(id: string): boolean {
  return platformIds.has(id)
}
