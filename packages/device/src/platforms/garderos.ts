import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Garderos routers: coloured prompt, no pager. */
export const garderosGrs = definePlatform({
  id: 'garderos_grs',
  title: 'Garderos GRS',
  family: 'garderos',
  aliases: ['garderos', 'grs'],
  tier: 2,
  prompt: { ends: ['#', '>'], modes: [/\([\w./-]+\)/] },
  rejects: anyRefusal,
  artifacts: {
    'running-config': [['show configuration running']],
    'startup-config': [['show configuration startup']],
  },
  complete: { minLines: 3 },
  detect: [
    { banner: /\bGarderos\b/, score: 90 },
    { refusal: /^Unknown command\b/m, score: 20 },
    { probe: 'show system version', match: /\bGarderos\b/, score: 95 },
  ],
  source: 'configuration: vendor manual, also the Oxidized model garderos; session: Netmiko 4.6.0',
})
