import { definePlatform } from '../platform.ts'
import { ciscoLike } from './shapes/cisco-like.ts'

/** IOLAN console servers. */
export const perleIolan = definePlatform({
  id: 'perle_iolan',
  title: 'Perle IOLAN',
  family: 'perle',
  aliases: ['perle', 'iolan'],
  tier: 1,
  ...ciscoLike,
  complete: { endMark: /^! \*{5} END of configuration \*{5}$/, minLines: 5 },
  facts: [
    { command: 'show version verbose', version: /, Version ([^\s,]+)/ },
    {
      command: 'show system hardware',
      model: /^[ \t]*Model Name\.*\s+(\S.*?)\s*$/m,
      serial: /^[ \t]*Serial Number\.*\s+(\S+)/m,
    },
  ],
  detect: [
    { banner: /^Welcome to \S+ @ Line \d+$/m, score: 50 },
    { probe: 'show version', match: /Perle IOLAN/, score: 99 },
    { probe: 'show version verbose', match: /^Perle IOLAN /m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.1966', score: 90 },
  ],
  source: 'configuration: vendor manual, a recorded session of an IOLAN SCG 6.2; session: the same',
})
