import { definePlatform } from '../platform.ts'
import { samaraLike } from './shapes/samara-like.ts'

/** EndaceProbe (OSm). */
export const endace = definePlatform({
  id: 'endace',
  title: 'Endace OSm',
  family: 'endace',
  aliases: ['endaceprobe'],
  tier: 2,
  ...samaraLike,
  source:
    'configuration: the Samara command line that OSm is built on, as in the manual of MLNX-OS; session: Netmiko 4.6.0',
})
