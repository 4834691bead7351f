import { definePlatform } from '../../platform.ts'
import { fastironLike } from '../shapes/fastiron-like.ts'

/** Extreme NetIron (MLX, CER, CES), once Brocade. */
export const extremeNetiron = definePlatform({
  id: 'extreme_netiron',
  title: 'Extreme NetIron (MLX, CER, CES)',
  family: 'extreme',
  aliases: ['brocade_netiron', 'netiron', 'brocade-netiron', 'extreme-netiron'],
  tier: 2,
  ...fastironLike,
  facts: [
    {
      command: 'show version',
      serial: /^(?:Chassis|Backplane)[^\n]*Serial #: ?(\w+)/m,
      model: /^(?:System Mode|Chassis): +(?:NetIron )?(\S+)/m,
      version: /^IronWare : Version (\S+?)T?\d* Copyright/m,
    },
  ],
  equals: ['ruckus_fastiron'],
  detect: [
    { refusal: /^Invalid input -> /m, score: 35 },
    { prompt: /^(?:SSH|telnet)@[^\s#>]+[#>] ?$/i, score: 40 },
    { probe: 'show version', match: /^System Mode: (?:MLX|XMR|CER|CES)|^(?:Chassis|System): +NetIron/m, score: 95 },
    { sysDescr: /\b(?:NetIron|Multi-Service IronWare)\b/, score: 95 },
  ],
  source: 'configuration: vendor command reference, also the Oxidized model ironware; session: the same, Netmiko 4.6.0',
})
