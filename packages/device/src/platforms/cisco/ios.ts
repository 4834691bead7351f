import { definePlatform } from '../../platform.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** Cisco IOS and IOS XE: the end mark proves, the declared size contradicts. */
export const ciscoIos = definePlatform({
  id: 'cisco_ios',
  title: 'Cisco IOS',
  family: 'cisco',
  aliases: ['ios', 'iosxe', 'cisco_xe', 'cisco-ios', 'cisco-ios-xe', 'cisco'],
  tier: 1,
  ...ciscoLike,
  prepare: ['terminal length 0', 'terminal width 511'],
  complete: { endMark: /^end$/, declaredSize: /^Current configuration : (\d+) bytes/m, minLines: 3 },
  facts: [
    {
      command: 'show version',
      hostname: /^(\S+) uptime is/m,
      serial: /^(?:System Serial Number\s*:|Processor board ID)\s+(\S+)/im,
      model: /^(?:Model Number\s*:\s*(?=\S)|[Cc]isco (?=\S+ \(.*processor))(\S+)/m,
      version: /(?:IOS.*Software.*|^Cisco .*)Version ([^\s,]+)/m,
    },
  ],
  detect: [
    { ident: /^SSH-\d\.\d+-Cisco-/, score: 40 },
    { probe: 'show version', match: /Cisco IOS(?: XE)? Software|Cisco Internetwork Operating System/, score: 95 },
  ],
  source: 'configuration: vendor command reference, recorded sessions of IOS XE 17.6 and 17.9; session: the same',
})
