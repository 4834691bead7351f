import { definePlatform } from '../platform.ts'
import { ciscoLike } from './shapes/cisco-like.ts'

/** ProSafe switches. Leaving may ask to save, which is answered with no. */
export const netgearProsafe = definePlatform({
  id: 'netgear_prosafe',
  title: 'Netgear ProSafe',
  family: 'netgear',
  aliases: ['netgear', 'prosafe', 'netgear-prosafe'],
  tier: 1,
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['#', '>'], modes: [/ ?\([\w./ -]+\) ?/] },
  complete: { minLines: 5 },
  configHostname: /^(?:hostname|system name) "?([^"\r\n]+?)"?\s*$/m,
  facts: [
    {
      command: 'show version',
      model: /^Machine Model\.*\s+(\S+)/m,
      serial: /^(?:Serial Number\.*|SN\s*:)\s+(\S+)/m,
      version: /^(?:Software Version\.*|Firmware Version\s*:)\s+(\S+)/m,
    },
  ],
  detect: [{ probe: 'show version', match: /NETGEAR|ProSafe/i, score: 95 }],
  leave: ['quit'],
  source: 'configuration: vendor CLI manual, a recorded session of GS752TPP 6.0; session: the same, Netmiko 4.6.0',
})
