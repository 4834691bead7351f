import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** BDCOM switches and OLTs, also sold by FS. */
export const bdcomOs = definePlatform({
  id: 'bdcom_os',
  title: 'BDCOM',
  family: 'bdcom',
  aliases: ['bdcom'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  facts: [
    {
      command: 'show version',
      hostname: /^(\S+) uptime is/m,
      serial: /^[ \t]*(?:Serial num|System Serial Number):? ?(\S+)/im,
      model: /^BDCOM(?:\(tm\))? (\S+) Software/m,
      version: /^BDCOM[^\n]*Version (\S+)/m,
    },
  ],
  detect: [
    { probe: 'show version', match: /^BDCOM/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.3320', score: 90 },
  ],
  source: 'configuration: the Oxidized model bdcom; session: the same',
})
