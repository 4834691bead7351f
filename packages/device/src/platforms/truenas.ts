import { definePlatform } from '../platform.ts'
import { shellLike } from './shapes/shell-like.ts'

/** TrueNAS: its database of settings, as SQL. */
export const truenas = definePlatform({
  id: 'truenas',
  title: 'TrueNAS',
  family: 'truenas',
  aliases: ['freenas', 'ixsystems-truenas'],
  tier: 2,
  ...shellLike,
  artifacts: {
    'running-config': [
      ["sqlite3 -readonly 'file:/data/freenas-v1.db' .dump"],
      ["sudo sqlite3 -readonly 'file:/data/freenas-v1.db' .dump"],
    ],
  },
  rejects: [...shellLike.rejects, /^Error: unable to open database/],
  complete: { endMark: /^COMMIT;$/, minLines: 5 },
  facts: [
    { command: 'cat /etc/version', version: /^(?:TrueNAS-)?(\d\S+|[\w.-]*\d\S*)/m },
    { command: 'uname -n', hostname: /^(\S+)$/m },
  ],
  detect: [
    { banner: /TrueNAS \(c\)|FreeNAS \(c\)/, score: 60 },
    { prompt: /^[\w.-]+@[\w.-]+\[[^\]\n]*\][#%$] ?$/, score: 40 },
    { probe: 'cat /etc/version', match: /^(?:TrueNAS|FreeNAS)-/m, score: 95 },
    { probe: 'uname -a', match: /^Linux /m, score: 20 },
  ],
  source: 'configuration: the Oxidized model truenas; session: the same',
})
