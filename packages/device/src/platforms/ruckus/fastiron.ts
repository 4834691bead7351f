import { definePlatform } from '../../platform.ts'
import { fastironLike } from '../shapes/fastiron-like.ts'

/** Ruckus ICX with FastIron, once Brocade and Foundry; `end` closes the configuration. */
export const ruckusFastiron = definePlatform({
  id: 'ruckus_fastiron',
  title: 'Ruckus ICX (FastIron)',
  family: 'ruckus',
  aliases: [
    'brocade_fastiron',
    'fastiron',
    'ironware',
    'foundry',
    'icx',
    'ruckus-fastiron',
    'brocade-fastiron',
    'ruckus-icx',
  ],
  tier: 1,
  ...fastironLike,
  facts: [
    {
      command: 'show version',
      serial: /^[ \t]*Serial\s+#: ?(\w+)/m,
      model: /^[ \t]*HW: (?:Stackable )?(\S+)/m,
      version: /^[ \t]*SW: Version (\S+)/m,
    },
  ],
  equals: ['extreme_netiron'],
  detect: [
    { refusal: /^Invalid input -> /m, score: 35 },
    { prompt: /^(?:SSH|telnet)@[^\s#>]+[#>] ?$/i, score: 60 },
    {
      probe: 'show version',
      match: /^[ \t]*SW: Version \d\S*|^[ \t]*Copyright \(c\)[^\n]*(?:Ruckus|CommScope)/m,
      score: 92,
    },
    { sysDescr: /(?:Ruckus|Brocade|Foundry)[^\n]{0,80}(?:ICX|FastIron|FCX|FWS)/, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.1991.1.3', score: 90 },
  ],
  source:
    'configuration: vendor command reference, also the Oxidized models fastiron and ironware; session: the same, Netmiko 4.6.0',
})
