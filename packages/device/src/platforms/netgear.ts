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
  configHostname: /^(?:hostname|system name) "?([^"\r\n]*[^"\s])/m,
  facts: [
    {
      command: 'show version',
      model: /^Machine Model\.*\s+(\S+)/m,
      serial: /^(?:Serial Number\.*|SN\s*:)\s+(\S+)/m,
      version: /^(?:Software Version\.*|Firmware Version\s*:)\s+(\S+)/m,
    },
  ],
  detect: [
    { prompt: /^\((?:M|GS|XS)\d{3,4}[\w-]*\) ?[>#]/, score: 70 },
    { refusal: /^% Unrecognized command/m, score: 15 },
    {
      probe: 'show version',
      match: /^Loader Version\s+: \S+\n(?:Loader Date\s+: [^\n]+\n)?Firmware Version\s*: /m,
      score: 90,
    },
    {
      probe: 'show version',
      match:
        /^(?:System|Machine) Description\.+ .{0,80}(?:NETGEAR|ProSafe|ProSAFE)|^Machine Description\.+ (?:M|GSM|XSM)\d{4}/m,
      score: 95,
    },
    { sysObjectId: '1.3.6.1.4.1.4526', score: 95 },
  ],
  leave: ['quit'],
  source: 'configuration: vendor CLI manual, a recorded session of GS752TPP 6.0; session: the same, Netmiko 4.6.0',
})
