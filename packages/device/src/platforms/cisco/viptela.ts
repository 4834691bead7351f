import { definePlatform } from '../../platform.ts'
import { confdLike } from '../shapes/confd-like.ts'

/** Cisco SD-WAN controllers and vEdge routers (Viptela). */
export const ciscoViptela = definePlatform({
  id: 'cisco_viptela',
  title: 'Cisco SD-WAN (Viptela)',
  family: 'cisco',
  aliases: ['viptela', 'vedge', 'cisco-viptela'],
  tier: 2,
  ...confdLike,
  prepare: ['paginate false'],
  complete: { minLines: 3 },
  configHostname: /^[ \t]+host-name\s+"?([^\s"]+)/m,
  facts: [
    {
      command: 'show system status',
      model: /^Model name:\s+(\S+)/m,
      version: /^Version:\s+(\S+)/m,
      serial: /^(?:Chassis|Board)[- ]serial[- ]number:?\s+(\S+)/im,
    },
  ],
  detect: [
    { banner: /^viptela \d+\./m, score: 95 },
    { probe: 'show system status', match: /^Viptela \(tm\)/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.41916', score: 95 },
  ],
  source: 'configuration: vendor command reference, also the Oxidized model viptela; session: Netmiko 4.6.0 facts',
})
