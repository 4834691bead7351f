import { eapi } from './eapi.ts'
import { fortios } from './fortios.ts'
import { panos } from './panos.ts'
import { restconf } from './restconf.ts'
import type { ApiContent, VendorApi } from './vendor-api.ts'

/** A device with an API, and what a backup of it must bring home. */
export interface ApiSample {
  readonly name: string
  readonly platform: string
  readonly content: ApiContent
  readonly vendor: () => VendorApi
  readonly proof: 'end-mark' | 'closed'
  /** Its answers come in an envelope that shows by itself whether it is whole. */
  readonly marksItself?: true
  readonly facts: Readonly<Record<'hostname' | 'serial' | 'model' | 'version', string>>
}

const account = { username: 'netbackup', password: 'Kx7&api="password"', token: 'LUFRPT1tok3n0fTheDevice' }

const arista: ApiContent = {
  ...account,
  hostname: 'leaf1',
  enableSecret: 'Wq3 "enable" \\ secret',
  config: [
    '! Command: show running-config',
    '! device: leaf1 (DCS-7050TX-64-R, EOS-4.28.3M)',
    '!',
    'hostname leaf1',
    'banner motd',
    'Zugang verboten "¡sólo!" \\ {command}',
    'EOF',
    '!',
    'interface Ethernet1',
    '   description end',
    '!',
    'end',
    '',
  ].join('\n'),
}

const paloalto: ApiContent = {
  ...account,
  hostname: 'fw1',
  config: `<?xml version="1.0"?>
<config version="10.2.0" urldb="paloaltonetworks" detail-version="10.2.9">
  <mgt-config>
    <users>
      <entry name="admin"><phash>$5$abcdefgh$0123456789abcdef</phash><permissions/></entry>
    </users>
  </mgt-config>
  <devices>
    <entry name="localhost.localdomain">
      <deviceconfig>
        <system>
          <ip-address>192.0.2.1</ip-address>
          <hostname>fw1</hostname>
          <login-banner>&lt;response status="error"&gt; is only text here
${'#'.repeat(30)}</login-banner>
        </system>
      </deviceconfig>
    </entry>
  </devices>
</config>
`,
}

const fortinet: ApiContent = {
  ...account,
  hostname: 'fgt1',
  config: `#config-version=FGT60F-7.4.4-FW-build2662-240514:opmode=0:vdom=0:user=netbackup
#conf_file_ver=174823691
#buildno=2662
#global_vdom=1
config system global
    set alias "FortiGate-60F"
    set hostname "fgt1"
end
config system replacemsg admin "post_admin-disclaimer-text"
    set buffer "Read this:
end
next
config x
"
end
config user local
    edit "vpn1"
        set passwd ENC SH2abcdefghijklmnop
    next
end
`,
}

const cisco: ApiContent = {
  ...account,
  hostname: 'edge1',
  config: `${JSON.stringify(
    {
      'Cisco-IOS-XE-native:native': {
        version: '17.3',
        hostname: 'edge1',
        banner: { motd: { banner: 'Grüße "you"\r\n' } },
        interface: { GigabitEthernet: [{ name: '1', ip: { address: { primary: { address: '192.0.2.1' } } } }] },
      },
    },
    null,
    2,
  )}\n`,
}

export const apiSamples: readonly ApiSample[] = [
  {
    name: 'Arista eAPI',
    platform: 'arista_eos',
    content: arista,
    vendor: () => eapi(arista),
    marksItself: true,
    proof: 'end-mark',
    facts: { hostname: 'leaf1', serial: 'JPE00000001', model: 'DCS-7050TX-64-R', version: '4.28.3M' },
  },
  {
    name: 'PAN-OS XML API',
    platform: 'paloalto_panos',
    content: paloalto,
    vendor: () => panos(paloalto),
    proof: 'closed',
    facts: { hostname: 'fw1', serial: '016401000001', model: 'PA-3220', version: '10.2.9-h1' },
  },
  {
    name: 'FortiOS REST API',
    platform: 'fortinet',
    content: { ...fortinet, password: fortinet.token },
    vendor: () => fortios(fortinet),
    proof: 'end-mark',
    facts: { hostname: 'fgt1', serial: 'FGT60FTK00000001', model: 'FGT60F', version: 'v7.4.4' },
  },
  {
    name: 'RESTCONF of IOS XE',
    platform: 'cisco_xe',
    content: cisco,
    vendor: () => restconf(cisco),
    proof: 'closed',
    facts: { hostname: 'edge1', serial: 'FCW0000L0AA', model: 'C9300-24T', version: '17.3.4' },
  },
]

/** The sample of this platform. */
export function apiSample(platform: string): ApiSample {
  const found = apiSamples.find((sample) => sample.platform === platform)
  if (!found) throw new Error(`no API sample is of the platform ${platform}`)
  return found
}
