import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Westell demarcation devices. */
export const westellWeos = definePlatform({
  id: 'westell_weos',
  title: 'Westell WEOS',
  family: 'westell',
  aliases: ['weos', 'westell'],
  tier: 2,
  ...ciscoKin,
  transports: ['telnet'],

  prepare: ['cli more disable'],
  leave: ['logout'],
  source: 'configuration: the Oxidized model weos; session: the same',
})
