import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Calix B6 (once Occam BLC 6000): lets everybody in over SSH, then asks for user and password in the shell. */
export const calixB6 = definePlatform({
  id: 'calix_b6',
  title: 'Calix B6',
  family: 'calix',
  aliases: ['calix-b6', 'occamos'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  newline: '\r\n',
  login: 'in-shell',
  prepare: ['terminal length 0', 'terminal width 511'],
  detect: [{ sysObjectId: '1.3.6.1.4.1.6066', score: 90 }],
  source: 'configuration: vendor command reference of OccamOS; session: Netmiko 4.6.0',
})
