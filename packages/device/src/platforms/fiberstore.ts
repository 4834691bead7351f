import { definePlatform } from '../platform.ts'
import { ciscoLike } from './shapes/cisco-like.ts'

/** FSOS of FS.com switches. Some ask for user and password inside the shell, others by SSH. */
export const fiberstoreFsos = definePlatform({
  id: 'fiberstore_fsos',
  title: 'FS FSOS',
  family: 'fiberstore',
  aliases: ['fsos', 'fs', 'fiberstore-fsos'],
  tier: 1,
  ...ciscoLike,
  login: 'in-shell',
  prepare: ['terminal length 0', 'terminal width 256'],
  complete: { starts: /^(?:Building configuration|Current configuration|!)/, minLines: 5 },
  facts: [
    {
      command: 'show version',
      hostname: /^(\S+) uptime is/m,
      model: /^(\S+) Software, Version/m,
      serial: /^Serial num:([^,\s]+)/m,
      version: /Software, Version (\S+)/,
    },
  ],
  detect: [
    { probe: 'show version', match: /^Fiberstore Co\.|FS\.COM/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.52642', score: 60 },
  ],
  source: 'configuration: vendor manual, a recorded session of FSOS 2.0.2; session: the same, Netmiko 4.6.0',
})
