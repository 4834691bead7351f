import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** FS.com S3200 and kin: lets everybody in over SSH, then asks for user and password in the shell. */
export const fiberstoreFsosv2 = definePlatform({
  id: 'fiberstore_fsosv2',
  title: 'FS FSOS 2 (S3200)',
  family: 'fiberstore',
  aliases: ['fsosv2'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  login: 'in-shell',
  prompt: { ends: ['#', '>'], modes: [/_config[\w./-]*/, /\([\w./-]+\)/] },
  prepare: ['terminal width 256', 'terminal length 0'],
  text: 'fiberstore_fsos',
  source: 'configuration: vendor CLI reference; session: Netmiko 4.6.0',
})
