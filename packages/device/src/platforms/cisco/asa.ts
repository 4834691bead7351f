import { definePlatform } from '../../platform.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** ASA: `more system:running-config` shows the keys that `show running-config` masks; multiple contexts allow the second only. */
export const ciscoAsa = definePlatform({
  id: 'cisco_asa',
  title: 'Cisco ASA',
  family: 'cisco',
  aliases: ['asa', 'cisco-asa', 'pix'],
  tier: 1,
  ...ciscoLike,
  prompt: { ends: ['#', '>'], modes: [/(?:\/[\w.-]+){1,3}/, /(?:\/[\w.-]+){0,3}\([\w-]+\)/] },
  prepare: ['terminal pager 0', 'terminal width 511'],
  rejects: [...ciscoLike.rejects, /^\s*ERROR: /, /^%Error (opening|reading)/],
  artifacts: {
    'running-config': [['more system:running-config'], ['show running-config']],
    'startup-config': [['show startup-config']],
  },
  complete: { endMark: /^: end$/, minLines: 5 },
  facts: [
    {
      command: 'show version',
      hostname: /^(\S+) up \d/m,
      model: /^Hardware:[ \t]+([^\s,][^,\n]*),/m,
      serial: /^Serial Number: (\S+)/m,
      version: /Adaptive Security Appliance Software Version (\S+)/,
    },
  ],
  detect: [
    { ident: /^SSH-\d\.\d+-Cisco-1\./, score: 20 },
    { banner: /^Type help or '\?' for a list of available commands\./m, score: 60 },
    { refusal: /^ERROR: % (?:Invalid input|Incomplete command|Ambiguous command)/m, score: 60 },
    { probe: 'show version', match: /^Cisco Adaptive Security Appliance Software Version/m, score: 95 },
    { sysDescr: /Cisco Adaptive Security Appliance/, score: 95 },
  ],
  source: 'configuration: vendor command reference, a recorded session of ASA 9.12; session: the same, Netmiko 4.6.0',
})
