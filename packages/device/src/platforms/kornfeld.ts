import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Kornfeld switches. */
export const kornfeldOs = definePlatform({
  id: 'kornfeld_os',
  title: 'Kornfeld OS',
  family: 'kornfeld',
  aliases: ['kornfeldos'],
  tier: 2,
  ...ciscoKin,
  artifacts: { 'running-config': [['show running-configuration']] },
  source: 'configuration: the Oxidized model kornfeldos; session: the same',
})
