import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Cisco APIC: the NX-OS style command line over the fabric's policies, on top of a shell. */
export const ciscoApic = definePlatform({
  id: 'cisco_apic',
  title: 'Cisco APIC',
  family: 'cisco',
  aliases: ['apic', 'cisco-apic', 'aci'],
  tier: 2,
  prompt: { ends: ['#', '$', '>'], modes: [/\([\w./-]+\)/] },
  rejects: [...anyRefusal, /^Error: ?(?!$)/i],
  artifacts: { 'running-config': [['show running-config']] },
  complete: { minLines: 3 },
  facts: [
    {
      command: 'show version',
      hostname: /^ *controller +\d+ +(\S+)/m,
      version: /^ *controller +\d+ +\S+ +(\S+)/m,
    },
  ],
  detect: [
    { banner: /^Application Policy Infrastructure Controller/m, score: 95 },
    { probe: 'show version', match: /^ *Role +Pod +Node +Name +Version|^ *controller +\d+ +/m, score: 95 },
  ],
  source: 'configuration: vendor guide of the NX-OS style command line; session: Netmiko 4.6.0 facts',
})
