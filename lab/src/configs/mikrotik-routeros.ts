import { DEPARTMENTS, insertBefore, range, type ConfigWriter, type DevicePlan } from './device-plan.ts'

/** A branch gateway: bridge, VLANs, Wi-Fi, WireGuard, IPsec, PPP, firewall. */
export const mikrotikRouteros: ConfigWriter = {
  platform: 'mikrotik_routeros',
  role: 'branch-gw',
  tags: ['branch', 'router'],
  write: (plan) => [links(plan), wifi(plan), tunnels(plan), addresses(plan), firewall(plan), rest(plan)].join(''),
  edit: (config, number) =>
    insertBefore(config, /^\/ip firewall filter$/gm, [
      `add address=198.18.${number}.0/24 comment="project ${number}" list=blocked`,
    ]),
}

const links = ({ number }: DevicePlan): string => `/interface bridge
add admin-mac=48:A9:8A:10:${number.toString(16).padStart(2, '0').toUpperCase()}:01 auto-mac=no comment=defconf name=bridge vlan-filtering=yes
/interface ethernet
${range(1, 8)
  .map((port) => `set [ find default-name=ether${port} ] comment="port ${port}" l2mtu=1514\n`)
  .join('')}/interface vlan
${DEPARTMENTS.map((name, at) => `add interface=bridge name=vlan-${name} vlan-id=${(at + 1) * 10}\n`).join('')}/interface list
add comment=defconf name=WAN
add comment=defconf name=LAN
`

const wifi = ({ vault }: DevicePlan): string => `/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
add authentication-types=wpa2-psk mode=dynamic-keys name=staff \\
    supplicant-identity="" wpa2-pre-shared-key=${vault.password()}
add authentication-types=wpa2-psk mode=dynamic-keys name=guests \\
    supplicant-identity="" wpa2-pre-shared-key="${vault.password()} ${vault.password()}"
`

const tunnels = ({ vault, number }: DevicePlan): string => `/interface wireguard
add listen-port=51820 mtu=1420 name=wg-hq private-key="${vault.base64Key()}"
/interface wireguard peers
add allowed-address=10.0.0.0/8 endpoint-address=192.0.2.200 endpoint-port=51820 \\
    interface=wg-hq preshared-key="${vault.base64Key()}" public-key=\\
    "${vault.publicKey()}"
/ip ipsec profile
set [ find default=yes ] dh-group=modp2048 enc-algorithm=aes-256
/ip ipsec peer
add address=192.0.2.${number}/32 exchange-mode=ike2 name=hq
/ip ipsec identity
add peer=hq secret=${vault.password()}
/ppp secret
${range(1, 6)
  .map(
    (at) =>
      `add comment="remote worker ${at}" name=worker${at} password=${vault.password()} profile=default-encryption\n`,
  )
  .join('')}/snmp community
set [ find default=yes ] disabled=yes
add addresses=192.0.2.0/24 name=${vault.community()}
`

const addresses = ({ number }: DevicePlan): string => `/ip pool
${DEPARTMENTS.map((name, at) => `add name=pool-${name} ranges=10.${number}.${at + 1}.50-10.${number}.${at + 1}.250\n`).join('')}/ip dhcp-server
${DEPARTMENTS.map((name) => `add address-pool=pool-${name} interface=vlan-${name} lease-time=1h name=dhcp-${name}\n`).join('')}/ip address
${DEPARTMENTS.map((name, at) => `add address=10.${number}.${at + 1}.1/24 comment="${name}" interface=vlan-${name} network=10.${number}.${at + 1}.0\n`).join('')}/ip dns
set allow-remote-requests=yes servers=192.0.2.53
`

const firewall = ({ random, number }: DevicePlan): string => `/ip firewall address-list
${range(1, 24)
  .map((at) => `add address=203.0.113.${random.int(1, 254)} comment="reported ${at}" list=blocked\n`)
  .join('')}/ip firewall filter
add action=accept chain=input comment="established" connection-state=established,related,untracked
add action=drop chain=input comment="invalid" connection-state=invalid
add action=accept chain=input comment="management" dst-port=22,8291 protocol=tcp src-address=192.0.2.0/24
add action=drop chain=input comment="rest from outside" in-interface-list=WAN
add action=drop chain=forward comment="blocked" src-address-list=blocked
${range(1, 8)
  .map(
    (at) =>
      `add action=accept chain=forward comment="${DEPARTMENTS[at - 1]}" out-interface-list=WAN src-address=10.${number}.${at}.0/24\n`,
  )
  .join('')}add action=drop chain=forward comment="rest"
/ip firewall nat
add action=masquerade chain=srcnat comment=defconf ipsec-policy=out,none out-interface-list=WAN
`

const rest = ({ hostname, random, number }: DevicePlan): string => `/ip service
set telnet disabled=yes
set ftp disabled=yes
set www disabled=yes
set api disabled=yes
/routing ospf instance
add disabled=no name=v4 router-id=10.${number}.255.1
/routing ospf area
add disabled=no instance=v4 name=backbone
/snmp
set contact=noc@lab.example enabled=yes location="branch ${random.int(1, 99)}"
/system clock
set time-zone-name=Etc/UTC
/system identity
set name=${hostname}
/system logging
add action=remote topics=info
/system ntp client
set enabled=yes
/system ntp client servers
add address=192.0.2.123
`
