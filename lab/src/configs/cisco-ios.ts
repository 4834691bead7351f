import { DEPARTMENTS, insertBefore, range, type ConfigWriter, type DevicePlan } from './device-plan.ts'

/** An access switch: VLANs, 24 ports, OSPF, ACLs, AAA, SNMP, NTP. */
export const ciscoIos: ConfigWriter = {
  platform: 'cisco_ios',
  role: 'core-sw',
  tags: ['campus', 'switch'],
  write: (plan) =>
    [head(plan), users(plan), vlans(), ports(plan), routing(plan), lists(plan), management(plan)].join('!\n'),
  edit: (config, number) =>
    insertBefore(config, /^!\ninterface GigabitEthernet1\/0\/1$/gm, [
      '!',
      `vlan ${400 + number}`,
      ` name project-${number}`,
    ]),
}

const head = ({ hostname }: DevicePlan): string => `!
! Last configuration change at 09:37:40 UTC Fri Nov 20 2026 by oper
! NVRAM config last updated at 09:38:02 UTC Fri Nov 20 2026 by oper
!
version 17.9
service timestamps debug datetime msec localtime show-timezone
service timestamps log datetime msec localtime show-timezone
service password-encryption
!
hostname ${hostname}
!
vrf definition Mgmt-vrf
 !
 address-family ipv4
 exit-address-family
!
logging buffered 65536 informational
no logging console
clock timezone UTC 0 0
`

const users = ({ vault }: DevicePlan): string => `enable secret 9 ${vault.type9()}
!
aaa new-model
!
aaa group server tacacs+ MGMT
 server name tac1
!
aaa authentication login default group MGMT local
aaa authorization exec default group MGMT local if-authenticated
aaa session-id common
!
username admin privilege 15 secret 5 ${vault.md5Crypt()}
username oper privilege 5 secret 9 ${vault.type9()}
username legacy password 7 ${vault.type7()}
!
ip domain name lab.example
ip name-server 192.0.2.53
vtp mode transparent
spanning-tree mode rapid-pvst
spanning-tree extend system-id
!
crypto pki trustpoint lab-ca
 enrollment terminal
 revocation-check none
!
key chain EIGRP-KEYS
 key 1
  key-string 7 ${vault.type7()}
`

const vlans = (): string => DEPARTMENTS.map((name, at) => `vlan ${(at + 1) * 10}\n name ${name}\n`).join('!\n')

function ports({ random, number }: DevicePlan): string {
  const access = range(1, 22).map((port) => {
    const vlan = (random.int(0, DEPARTMENTS.length - 1) + 1) * 10
    return `interface GigabitEthernet1/0/${port}
 description ${DEPARTMENTS[vlan / 10 - 1]} desk ${random.int(100, 499)}
 switchport access vlan ${vlan}
 switchport mode access
 spanning-tree portfast
`
  })
  const uplinks = range(23, 2).map(
    (port) => `interface GigabitEthernet1/0/${port}
 description uplink to edge ${port - 22}
 switchport trunk allowed vlan 10,20,30,40,50,60,70,80
 switchport mode trunk
`,
  )
  const gateways = range(1, 4).map(
    (at) => `interface Vlan${at * 10}
 description gateway of ${DEPARTMENTS[at - 1]}
 ip address 10.${number}.${at * 10}.1 255.255.255.0
 ip helper-address 192.0.2.67
`,
  )
  return [...access, ...uplinks, ...gateways].join('!\n')
}

const routing = ({ vault, number }: DevicePlan): string => `interface Loopback0
 ip address 10.${number}.255.1 255.255.255.255
!
interface Vlan80
 ip address 10.${number}.80.1 255.255.255.0
 ip ospf message-digest-key 1 md5 7 ${vault.type7()}
!
router ospf 1
 router-id 10.${number}.255.1
 area 0 authentication message-digest
 passive-interface default
 no passive-interface Vlan80
 network 10.${number}.0.0 0.0.255.255 area 0
!
router bgp ${64512 + number}
 bgp log-neighbor-changes
 neighbor 192.0.2.1 remote-as 64500
 neighbor 192.0.2.1 password 7 ${vault.type7()}
 !
 address-family ipv4
  network 10.${number}.0.0 mask 255.255.0.0
  neighbor 192.0.2.1 activate
 exit-address-family
!
ip forward-protocol nd
no ip http server
no ip http secure-server
ip ssh version 2
`

const lists = ({ random, number }: DevicePlan): string => `ip access-list standard SNMP-READERS
 10 permit 192.0.2.0 0.0.0.255
 20 deny   any log
!
ip access-list extended GUESTS-IN
 remark guests reach the internet only
${range(1, 12)
  .map((at) => ` ${at * 10} deny   ip any 10.${number}.${random.int(1, 250)}.0 0.0.0.255\n`)
  .join('')} 990 permit ip any any
!
ip prefix-list OUR-NETWORKS seq 5 permit 10.${number}.0.0/16
`

const management = ({
  vault,
  number,
}: DevicePlan): string => `snmp-server community ${vault.community()} RO SNMP-READERS
snmp-server location building ${number}
snmp-server contact noc@lab.example
snmp-server host 192.0.2.162 version 2c ${vault.community()}
!
tacacs server tac1
 address ipv4 192.0.2.49
 key 7 ${vault.type7()}
!
banner login ^C
Authorised access only.
^C
!
line con 0
 logging synchronous
line vty 0 15
 exec-timeout 10 0
 password 7 ${vault.type7()}
 transport input ssh
!
ntp authentication-key 1 md5 ${vault.type7()} 7
ntp authenticate
ntp trusted-key 1
ntp server 192.0.2.123 key 1
end
`
