import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Telco Systems T-Marc demarcation devices. */
export const telcoTmarc = definePlatform({
  id: 'telco_tmarc',
  title: 'Telco Systems T-Marc',
  family: 'telco',
  aliases: ['telco', 't-marc'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  source: 'configuration: the Oxidized model telco; session: the same',
})
