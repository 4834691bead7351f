import { insertBefore, range, type ConfigWriter, type DevicePlan } from './device-plan.ts'

/** A Debian router: its files, each begun by a line `### /path`. */
export const linux: ConfigWriter = {
  platform: 'linux',
  role: 'mon-host',
  tags: ['campus', 'server'],
  write: (plan) => [interfaces(plan), hosts(plan), resolver, wireguard(plan), snmp(plan), shadow(plan)].join(''),
  edit: (config, number) =>
    insertBefore(config, /^### \/etc\/resolv\.conf$/gm, [`198.18.${number}.10 project-${number}.lab.example`]),
}

function interfaces({ vault, number }: DevicePlan): string {
  const vlans = range(1, 16).map(
    (vlan) => `
auto eth0.${vlan * 10}
iface eth0.${vlan * 10} inet static
    address 10.${number}.${vlan * 10}.2/24
    vlan-raw-device eth0
    up ip route add 10.${number}.${vlan * 10 + 1}.0/24 via 10.${number}.${vlan * 10}.1 || true
`,
  )
  return `### /etc/network/interfaces
# This file describes the network interfaces available on your system
source /etc/network/interfaces.d/*

auto lo
iface lo inet loopback

auto eth0
iface eth0 inet static
    address 10.${number}.0.2/24
    gateway 10.${number}.0.1
${vlans.join('')}
auto wlan0
iface wlan0 inet dhcp
    wpa-ssid lab-backup
    wpa-psk ${vault.hexKey()}

auto wlan1
iface wlan1 inet dhcp
    wpa-ssid lab-staff
    wpa-key-mgmt WPA-EAP
    wpa-identity monitor
    wpa-password ${vault.password()}
    wireless-key s:${vault.password()}
`
}

const hosts = ({ hostname, number }: DevicePlan): string => `### /etc/hosts
127.0.0.1 localhost
127.0.1.1 ${hostname}.lab.example ${hostname}
::1 localhost ip6-localhost ip6-loopback
${range(1, 30)
  .map((at) => `10.${number}.0.${at + 10} server${at}.lab.example server${at}\n`)
  .join('')}`

const resolver = `### /etc/resolv.conf
search lab.example
nameserver 192.0.2.53
nameserver 192.0.2.54
`

const wireguard = ({ vault, number }: DevicePlan): string => `### /etc/wireguard/wg0.conf
[Interface]
Address = 10.${number}.254.1/24
ListenPort = 51820
PrivateKey = ${vault.base64Key()}

[Peer]
PublicKey = ${vault.publicKey()}
PresharedKey = ${vault.base64Key()}
AllowedIPs = 10.${number}.254.2/32
`

const snmp = ({ vault }: DevicePlan): string => `### /etc/snmp/snmpd.conf
sysLocation rack 7
sysContact noc@lab.example
rocommunity ${vault.community()} 192.0.2.0/24
createUser monitor SHA ${vault.password()} AES ${vault.password()}
rouser monitor authpriv
`

const shadow = ({ vault }: DevicePlan): string => `### /etc/shadow
root:${vault.yescrypt()}:20412:0:99999:7:::
daemon:*:19993:0:99999:7:::
oper:${vault.sha512Crypt()}:20412:0:99999:7:::
`
