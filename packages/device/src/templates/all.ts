/** What a command is called, and the file of its template: in `templates/` of this package, without its ending. */
type Commands = Readonly<Record<string, string>>

const ciscoIos: Commands = {
  'show version': 'cisco_ios-version',
  'show interfaces status': 'cisco_ios-interfaces',
  'show ip interface brief': 'cisco_ios-ip-interfaces',
  'show ip arp': 'cisco_ios-arp',
  'show arp': 'cisco_ios-arp',
  'show mac address-table': 'cisco_ios-mac-table',
  'show mac-address-table': 'cisco_ios-mac-table',
  'show lldp neighbors': 'cisco_ios-lldp-neighbors',
  'show ip bgp summary': 'cisco_ios-bgp-summary',
  'show bgp ipv4 unicast summary': 'cisco_ios-bgp-summary',
  'show ip ospf neighbor': 'cisco_ios-ospf-neighbors',
  'show inventory': 'cisco_ios-inventory',
  'show vlan brief': 'cisco_ios-vlans',
}

const ciscoNxos: Commands = {
  'show version': 'cisco_nxos-version',
  'show interface status': 'cisco_nxos-interfaces',
  'show ip interface brief': 'cisco_nxos-ip-interfaces',
  'show ip arp': 'cisco_nxos-arp',
  'show mac address-table': 'cisco_nxos-mac-table',
  'show lldp neighbors': 'cisco_nxos-lldp-neighbors',
  'show ip bgp summary': 'cisco_ios-bgp-summary',
  'show bgp ipv4 unicast summary': 'cisco_ios-bgp-summary',
  'show ip ospf neighbors': 'cisco_nxos-ospf-neighbors',
  'show inventory': 'cisco_ios-inventory',
  'show vlan brief': 'cisco_ios-vlans',
}

const aristaEos: Commands = {
  'show version': 'arista_eos-version',
  'show interfaces status': 'cisco_ios-interfaces',
  'show ip interface brief': 'arista_eos-ip-interfaces',
  'show ip arp': 'arista_eos-arp',
  'show arp': 'arista_eos-arp',
  'show mac address-table': 'arista_eos-mac-table',
  'show lldp neighbors': 'arista_eos-lldp-neighbors',
  'show ip bgp summary': 'arista_eos-bgp-summary',
  'show ip ospf neighbor': 'arista_eos-ospf-neighbors',
  'show inventory': 'arista_eos-inventory',
  'show vlan': 'cisco_ios-vlans',
  'show vlan brief': 'cisco_ios-vlans',
}

const juniperJunos: Commands = {
  'show version': 'juniper_junos-version',
  'show interfaces terse': 'juniper_junos-interfaces',
  'show arp no-resolve': 'juniper_junos-arp',
  'show ethernet-switching table': 'juniper_junos-mac-table',
  'show lldp neighbors': 'juniper_junos-lldp-neighbors',
  'show bgp summary': 'juniper_junos-bgp-summary',
  'show ospf neighbor': 'juniper_junos-ospf-neighbors',
  'show chassis hardware': 'juniper_junos-inventory',
  'show vlans': 'juniper_junos-vlans',
}

const hpComware: Commands = {
  'display version': 'hp_comware-version',
  'display interface brief': 'hp_comware-interfaces',
  'display ip interface brief': 'hp_comware-ip-interfaces',
  'display arp': 'hp_comware-arp',
  'display mac-address': 'hp_comware-mac-table',
  'display lldp neighbor-information list': 'hp_comware-lldp-neighbors',
  'display bgp peer ipv4': 'hp_comware-bgp-summary',
  'display ospf peer': 'hp_comware-ospf-neighbors',
  'display device manuinfo': 'hp_comware-inventory',
  'display vlan brief': 'hp_comware-vlans',
}

const huaweiVrp: Commands = {
  'display version': 'huawei_vrp-version',
  'display interface brief': 'huawei_vrp-interfaces',
  'display ip interface brief': 'huawei_vrp-ip-interfaces',
  'display arp': 'huawei_vrp-arp',
  'display mac-address': 'huawei_vrp-mac-table',
  'display lldp neighbor brief': 'huawei_vrp-lldp-neighbors',
  'display bgp peer': 'huawei_vrp-bgp-summary',
  'display ospf peer brief': 'huawei_vrp-ospf-neighbors',
  'display vlan': 'huawei_vrp-vlans',
}

const mikrotikRouteros: Commands = {
  '/system resource print': 'mikrotik_routeros-version',
  '/system routerboard print': 'mikrotik_routeros-inventory',
  '/interface print terse': 'mikrotik_routeros-interfaces',
  '/ip address print terse': 'mikrotik_routeros-ip-interfaces',
  '/ip arp print terse': 'mikrotik_routeros-arp',
  '/interface bridge host print terse': 'mikrotik_routeros-mac-table',
  '/ip neighbor print terse': 'mikrotik_routeros-lldp-neighbors',
  '/routing ospf neighbor print terse': 'mikrotik_routeros-ospf-neighbors',
}

const fortinet: Commands = {
  'get system status': 'fortinet-version',
  'get system interface physical': 'fortinet-interfaces',
  'get system interface': 'fortinet-ip-interfaces',
  'get system arp': 'fortinet-arp',
  'get router info bgp summary': 'cisco_ios-bgp-summary',
  'get router info ospf neighbor': 'cisco_ios-ospf-neighbors',
}

const arubaAoscx: Commands = {
  'show system': 'aruba_aoscx-version',
  'show interface brief': 'aruba_aoscx-interfaces',
  'show ip interface brief': 'aruba_aoscx-ip-interfaces',
  'show arp': 'aruba_aoscx-arp',
  'show mac-address-table': 'aruba_aoscx-mac-table',
  'show lldp neighbor-info': 'aruba_aoscx-lldp-neighbors',
  'show bgp ipv4 unicast summary': 'aruba_aoscx-bgp-summary',
  'show ip ospf neighbors': 'aruba_aoscx-ospf-neighbors',
  'show vlan': 'aruba_aoscx-vlans',
}

const frr: Commands = {
  'show version': 'frr-version',
  'show interface brief': 'frr-interfaces',
  'show bgp summary': 'cisco_ios-bgp-summary',
  'show ip bgp summary': 'cisco_ios-bgp-summary',
  'show ip ospf neighbor': 'frr-ospf-neighbors',
  'show ip route summary': 'frr-routes',
}

/** Which template reads what a command prints, by platform. Ten facts where a platform has them: version, interfaces, IP
 *  addresses, ARP, MAC addresses, LLDP, BGP and OSPF neighbors, inventory, VLANs (routes on routers that have none). */
export const TEMPLATES: Readonly<Record<string, Commands>> = {
  cisco_ios: ciscoIos,
  cisco_xe: ciscoIos,
  cisco_nxos: ciscoNxos,
  arista_eos: aristaEos,
  juniper_junos: juniperJunos,
  hp_comware: hpComware,
  huawei_vrp: huaweiVrp,
  mikrotik_routeros: mikrotikRouteros,
  fortinet,
  aruba_aoscx: arubaAoscx,
  frr,
}
