import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** OneAccess (Ekinops) OneOS. */
export const oneaccessOneos = definePlatform({
  id: 'oneaccess_oneos',
  title: 'OneAccess OneOS',
  family: 'oneaccess',
  aliases: ['oneos', 'oneaccess', 'oneaccess-oneos'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  newline: '\r\n',
  prepare: ['term len 0', 'stty columns 255'],
  facts: [{ command: 'show version', version: /^Software version\s*: (\S+)/m }],
  detect: [
    { probe: 'show version', match: /^Software version\s*: (?:ONEOS|OneOS)/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.13191', score: 95 },
  ],
  source: 'configuration: the Oxidized model oneos; session: Netmiko 4.6.0',
})
