import { definePlatform } from '../platform.ts'
import { vyattaLike } from './shapes/vyatta-like.ts'

/** VyOS, Vyatta and Brocade vRouter: `set` commands without an end mark, so two reads must agree. */
export const vyos = definePlatform({
  id: 'vyos',
  title: 'VyOS, Vyatta',
  family: 'vyos',
  aliases: ['vyatta_vyos', 'brocade_vyos', 'vyatta', 'brocade-vyatta'],
  tier: 1,
  ...vyattaLike,
  facts: [
    {
      command: 'show version',
      serial: /^(?:Hardware S\/N|HW S\/N|Serial number):\s+(\S+)/im,
      model: /^(?:Hardware model|HW model):\s+(\S+(?: \S+)*)/im,
      version: /^Version:\s+(?:VyOS )?(\S+)/m,
    },
  ],
  equals: ['ubiquiti_edgerouter'],
  detect: [
    { banner: /^Welcome to VyOS/m, score: 95 },
    { prompt: /^vyos@\S+[$#] $/, score: 60 },
    { refusal: /^-?vbash: /m, score: 40 },
    { probe: 'show version', match: /^Version:\s+VyOS|^Description:\s+(?:Vyatta|Brocade)/m, score: 95 },
    { probe: 'show version | no-more', match: /^Version:\s+VyOS /m, score: 95 },
    { sysDescr: /^VyOS /m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.44641', score: 95 },
  ],
  source:
    'configuration: vendor documentation, also the Oxidized models vyos and vyatta; session: the same, Netmiko 4.6.0',
})
