import { definePlatform } from '../platform.ts'
import { samaraLike } from './shapes/samara-like.ts'

/** Silver Peak VXOA and EdgeConnect (ECOS). */
export const silverpeakVxoa = definePlatform({
  id: 'silverpeak_vxoa',
  title: 'Silver Peak VXOA, EdgeConnect',
  family: 'silverpeak',
  aliases: ['silverpeak', 'edgeconnect', 'vxoa'],
  tier: 2,
  ...samaraLike,
  detect: [
    { banner: /^Silver Peak Systems/m, score: 95 },
    { probe: 'show version', match: /^Product name:(?:[ \t]+(?:VXOA|ECOS)|[^\n]*Silver Peak)/im, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.23867', score: 95 },
  ],
  source: 'configuration: vendor command line reference; session: Netmiko 4.6.0 facts',
})
