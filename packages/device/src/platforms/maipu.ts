import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Maipu MyPower routers and switches. */
export const maipu = definePlatform({
  id: 'maipu',
  title: 'Maipu MyPower',
  family: 'maipu',
  aliases: ['mypower'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  prepare: ['more off'],
  pager: [{ mark: /\.{4}press ENTER to next line, Q to quit, other key to next page\.{4}\s*$/i, key: ' ' }],
  detect: [
    { probe: 'show version', match: /MyPower \(R\) Operating System/i, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.5651', score: 95 },
  ],
  source:
    'configuration: vendor guide "System Configuration and Management"; session: Netmiko 4.6.0 facts, pager NOC Maipu.OS',
})
