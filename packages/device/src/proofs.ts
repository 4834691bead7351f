// Written by "npm run proofs", do not edit.

/** What shows that a platform is read right, beside the proof of each text. */
export interface PlatformProof {
  /** Sessions of real devices whose configuration is read to the last line, by the names of their recordings. */
  readonly recordings: readonly string[]
  /** How many transcripts play back right, by who spoke in them. */
  readonly transcripts: { readonly device?: number; readonly simulation?: number; readonly documentation?: number }
}

/** By platform id; a platform that is not here is unproven. */
export const PROOFS: Readonly<Partial<Record<string, PlatformProof>>> = {
  arista_eos: { recordings: ['eos#DCS-7050SX3-48YC8_4.29.2F'], transcripts: { documentation: 1 } },
  aruba_aoscx: {
    recordings: [
      'aoscx#6000-48G_PL.10.13.0005',
      'aoscx#6100-48G_PL.10.10.1090',
      'aoscx#6300M-48G-4SFP56_10.13.1101',
      'aoscx#8100-48XF4C_LL.10.13.1050',
      'aoscx#R0X25A-6410_FL.10.10.1100',
    ],
    transcripts: { documentation: 1 },
  },
  aruba_os: { recordings: ['arubainstant#IAP515_8.10.0.6_VWLC'], transcripts: { documentation: 1 } },
  broadcom_icos: { recordings: ['efos#BES-53248_3.12.0.1'], transcripts: { documentation: 1 } },
  brocade_fos: { recordings: [], transcripts: { documentation: 2 } },
  checkpoint_gaia: { recordings: [], transcripts: { documentation: 2 } },
  cisco_asa: { recordings: ['asa#5512_9.12-4-67_single-context'], transcripts: { documentation: 1 } },
  cisco_ftd: { recordings: ['firelinuxos#FPR-1010_7.4.2'], transcripts: { documentation: 1 } },
  cisco_ios: {
    recordings: ['ios#C9200L-24P-4G_17.09.04a', 'ios#C9800-L-F-K9_17.06.05'],
    transcripts: { simulation: 1 },
  },
  cisco_nxos: {
    recordings: ['nxos#C93180YC-FX3J_10.4.5', 'nxos#dummy_no_show_inventory_all'],
    transcripts: { documentation: 1 },
  },
  cisco_s300: { recordings: [], transcripts: { documentation: 1 } },
  cisco_wlc: { recordings: [], transcripts: { documentation: 1 } },
  cisco_xe: { recordings: [], transcripts: { documentation: 1 } },
  cisco_xr: { recordings: [], transcripts: { documentation: 1 } },
  cumulus_linux: { recordings: ['cumulus#VX_5.4.0_frr'], transcripts: { documentation: 1 } },
  dell_os10: { recordings: [], transcripts: { documentation: 1 } },
  dell_os6: { recordings: [], transcripts: { documentation: 1 } },
  dell_os9: { recordings: [], transcripts: { documentation: 1 } },
  eaton_network: { recordings: [], transcripts: { documentation: 1 } },
  extreme_exos: { recordings: [], transcripts: { documentation: 1 } },
  extreme_vsp: { recordings: [], transcripts: { documentation: 1 } },
  f5_tmsh: { recordings: [], transcripts: { documentation: 2 } },
  fiberstore_fsos: { recordings: ['fsos#S3400-48T4SP_2.0.2J-120538'], transcripts: { documentation: 1 } },
  fortinet: {
    recordings: ['fortigate#FortiGate-91G_7.4.7', 'fortigate#FortiGate-91G_7.4.7_autoupdate', 'fortios#FMG-VM64_7.4.6'],
    transcripts: { documentation: 1 },
  },
  frr: { recordings: [], transcripts: { device: 2 } },
  hp_comware: { recordings: ['h3c#5130-48G_7.1.070'], transcripts: { documentation: 1 } },
  hp_procurve: { recordings: [], transcripts: { documentation: 1 } },
  huawei_vrp: { recordings: [], transcripts: { documentation: 1 } },
  huawei_vrpv8: { recordings: [], transcripts: { documentation: 1 } },
  juniper_junos: { recordings: ['junos#srx300_22.4_wo_cluster'], transcripts: { simulation: 2 } },
  juniper_screenos: { recordings: [], transcripts: { documentation: 1 } },
  linux: { recordings: [], transcripts: { simulation: 2 } },
  mellanox_mlnxos: { recordings: ['mlnxos#Onyx_3.9.2504'], transcripts: { documentation: 1 } },
  mikrotik_routeros: {
    recordings: ['routeros#CHR_7.10.1', 'routeros#RB5009UPr+S+_7.18.2'],
    transcripts: { simulation: 2 },
  },
  netgate_tnsr: {
    recordings: [
      'tnsr#TNSR_23.02-3_short-config',
      'tnsr#TNSR_23.06-3_with-misplaced-pager',
      'tnsr#TNSR_24.10-3_short-config',
    ],
    transcripts: { documentation: 1 },
  },
  netgear_prosafe: { recordings: ['netgear#GS752TPP_6.0.10.14'], transcripts: { documentation: 1 } },
  nokia_srl: { recordings: [], transcripts: { documentation: 1 } },
  nokia_sros: { recordings: [], transcripts: { documentation: 2 } },
  opnsense: { recordings: ['opnsense#nano_23.7'], transcripts: { documentation: 2 } },
  paloalto_panos: { recordings: [], transcripts: { documentation: 1 } },
  perle_iolan: { recordings: ['perle#SCG50-RRU_6.2.G3'], transcripts: { documentation: 1 } },
  quanta_mesh: { recordings: ['quantaos#snippets'], transcripts: {} },
  ruckus_fastiron: { recordings: [], transcripts: { documentation: 1 } },
  smartbyte: { recordings: ['smartbyte#STC-4168XGGCM_7.4.7'], transcripts: { documentation: 1 } },
  tplink_jetstream: { recordings: ['tplink#DS-P7001-08_1.0.0'], transcripts: { documentation: 1 } },
  ubiquiti_edgerouter: { recordings: [], transcripts: { documentation: 1 } },
  ubiquiti_edgeswitch: { recordings: [], transcripts: { documentation: 1 } },
  vyos: { recordings: [], transcripts: { documentation: 1 } },
}
