import { definePlatform } from '../../platform.ts'
import { ciscoIosLike } from '../shapes/cisco-ios.ts'

/** Cisco IOS XE: speaks as IOS does. */
export const ciscoXe = definePlatform({
  id: 'cisco_xe',
  title: 'Cisco IOS XE',
  family: 'cisco',
  aliases: ['iosxe', 'cisco-ios-xe', 'ios-xe'],
  tier: 1,
  ...ciscoIosLike,
  transports: ['ssh', 'telnet'],
  detect: [
    { ident: /^SSH-\d\.\d+-Cisco-/, score: 40 },
    { probe: 'show version', match: /IOS[- ]XE Software/, score: 95 },
  ],
  source: 'configuration: vendor command reference, recorded sessions of IOS XE 17.6 and 17.9; session: the same',
})
