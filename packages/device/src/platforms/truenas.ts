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
  source: 'configuration: the Oxidized model truenas; session: the same',
})
