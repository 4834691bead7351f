import { definePlatform } from '../../platform.ts'
import { ciscoIosLike } from '../shapes/cisco-ios.ts'
import { xeRestconf } from '../shapes/xe-restconf.ts'

/** Cisco IOS XE: speaks as IOS does. */
export const ciscoXe = definePlatform({
  id: 'cisco_xe',
  title: 'Cisco IOS XE',
  family: 'cisco',
  aliases: ['iosxe', 'cisco-ios-xe', 'ios-xe'],
  tier: 1,
  ...ciscoIosLike,
  transports: ['ssh', 'telnet', 'http'],
  detect: [
    { ident: /^SSH-\d\.\d+-Cisco-1\./, score: 30 },
    {
      probe: 'show version',
      match: /^Cisco IOS(?: Software \[|[- ]XE Software|.{0,200}(?:IOS-XE|IOSXE|IOSD))/m,
      score: 95,
    },
    { sysDescr: /^Cisco IOS(?: Software \[|[- ]XE Software|.{0,200}(?:IOS-XE|IOSXE|IOSD))/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.9.1', score: 30 },
  ],
  equals: ['cisco_ios'],
  http: xeRestconf,
  source: 'configuration: vendor command reference, recorded sessions of IOS XE 17.6 and 17.9; session: the same',
})
