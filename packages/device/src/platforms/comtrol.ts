import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Comtrol industrial switches. */
export const comtrolRocketlinx = definePlatform({
  id: 'comtrol_rocketlinx',
  title: 'Comtrol RocketLinx',
  family: 'comtrol',
  aliases: ['comtrol', 'rocketlinx'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  prepare: [],
  source: 'configuration: the Oxidized model comtrol; session: the same',
})
