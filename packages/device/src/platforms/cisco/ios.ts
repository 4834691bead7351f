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
    { ident: /^SSH-\d\.\d+-Cisco-1\./, score: 30 },
    {
      probe: 'show version',
      match: /^Cisco (?:Internetwork Operating System|IOS) Software(?!.{0,200}(?:IOS-XE|IOSXE|IOSD|IOS XE))(?! \[)/m,
      score: 95,
    },
    {
      sysDescr: /^Cisco (?:Internetwork Operating System|IOS) Software(?!.{0,200}(?:IOS-XE|IOSXE|IOSD|IOS XE))(?! \[)/m,
      score: 95,
    },
    { sysObjectId: '1.3.6.1.4.1.9.1', score: 30 },
  ],
  equals: ['cisco_xe'],
  source: 'configuration: vendor command reference, recorded sessions of IOS XE 17.6 and 17.9; session: the same',
})
