import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Exablaze ExaLINK Fusion, now Cisco Nexus 3550. */
export const exablazeExalink = definePlatform({
  id: 'exablaze_exalink',
  title: 'Exablaze ExaLINK (Cisco Nexus 3550)',
  family: 'cisco',
  aliases: ['exalink', 'exablaze'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  prepare: ['terminal length 0', 'terminal width 0'],
  leave: ['logout'],
  detect: [{ probe: 'show version', match: /ExaLINK|Exablaze/i, score: 95 }],
  source: 'configuration: the Oxidized model exalink; session: the same',
})
