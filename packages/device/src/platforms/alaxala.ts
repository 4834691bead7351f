import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** AlaxalA AX2600S/AX3600S: an exclamation mark before the prompt tells of a configuration that is not saved. */
export const alaxalaAx36s = definePlatform({
  id: 'alaxala_ax36s',
  title: 'AlaxalA AX series',
  family: 'alaxala',
  aliases: ['alaxala_ax26s', 'alaxala'],
  tier: 2,
  ...ciscoKin,
  prompt: { ...ciscoKin.prompt, varies: [/^!/] },
  prepare: ['set terminal pager disable'],
  detect: [
    { probe: 'show version', match: /^ALAXALA AX36/im, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.21839', score: 95 },
  ],
  source: 'configuration: vendor command reference; session: Netmiko 4.6.0 facts',
})
