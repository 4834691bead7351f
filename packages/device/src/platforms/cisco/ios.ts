import { definePlatform } from '../../platform.ts'
import { ciscoIosLike } from '../shapes/cisco-ios.ts'

/** Cisco IOS; the classic one, and what calls itself so. */
export const ciscoIos = definePlatform({
  id: 'cisco_ios',
  title: 'Cisco IOS',
  family: 'cisco',
  aliases: ['ios', 'cisco-ios', 'cisco'],
  tier: 1,
  ...ciscoIosLike,
  transports: ['ssh', 'telnet'],
  detect: [
    { ident: /^SSH-\d\.\d+-Cisco-/, score: 40 },
    {
      probe: 'show version',
      match: /^(?![^]*IOS[- ]XE)[^]*(?:Cisco IOS Software|Cisco Internetwork Operating System)/,
      score: 95,
    },
  ],
  source: 'configuration: vendor command reference, recorded sessions of IOS XE 17.6 and 17.9; session: the same',
})
