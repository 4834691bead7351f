import { insertBefore, range, type ConfigWriter, type DevicePlan } from './device-plan.ts'

/** A route reflector: BGP with many neighbours, OSPF, IS-IS, prefix lists. */
export const frr: ConfigWriter = {
  platform: 'frr',
  role: 'rr',
  tags: ['backbone', 'router'],
  write: (plan) => [head(plan), interfaces(plan), bgp(plan), lists(plan), 'end\n'].join(''),
  edit: (config, number) =>
    insertBefore(config, /^!\nroute-map EXPORT permit 10$/gm, [
      `ip prefix-list CUSTOMERS seq ${1_000 + number * 5} permit 198.18.${number}.0/24`,
    ]),
}

const head = ({ hostname, vault }: DevicePlan): string => `!
frr version 8.4.4
frr defaults traditional
hostname ${hostname}
password ${vault.password()}
enable password ${vault.password()}
log syslog informational
service integrated-vtysh-config
!
key chain CORE
 key 1
  key-string ${vault.password()}
 exit
 key 2
  key-string ${vault.base64Key()}
 exit
exit
!
`

const interfaces = ({ vault, number }: DevicePlan): string =>
  range(0, 6)
    .map(
      (at) => `interface eth${at}
 description core link ${at}
 ip address 10.${number}.${at}.1/30
 ip ospf authentication message-digest
 ip ospf message-digest-key 1 md5 ${vault.password()}
exit
!
`,
    )
    .join('')

function bgp({ vault, number, random }: DevicePlan): string {
  const neighbours = range(11, 16).map((at) => `10.${number}.255.${at}`)
  return `router bgp ${64512 + number}
 bgp router-id 10.${number}.255.1
 bgp log-neighbor-changes
 no bgp ebgp-requires-policy
${neighbours
  .map(
    (neighbour) => ` neighbor ${neighbour} remote-as ${64512 + number}
 neighbor ${neighbour} description pop ${random.int(10, 99)}
 neighbor ${neighbour} password ${vault.password()}
`,
  )
  .join('')} !
 address-family ipv4 unicast
${neighbours.map((neighbour) => `  neighbor ${neighbour} route-reflector-client\n`).join('')} exit-address-family
exit
!
router ospf
 ospf router-id 10.${number}.255.1
 network 10.${number}.0.0/16 area 0
exit
!
router isis CORE
 is-type level-2-only
 net 49.0001.0000.0000.00${number.toString(16).padStart(2, '0')}.00
 area-password md5 ${vault.password()}
exit
!
`
}

const lists = ({ number }: DevicePlan): string => `${range(1, 40)
  .map((at) => `ip prefix-list CUSTOMERS seq ${at * 5} permit 10.${number}.${at}.0/24\n`)
  .join('')}!
route-map EXPORT permit 10
 match ip address prefix-list CUSTOMERS
exit
!
line vty
!
`
