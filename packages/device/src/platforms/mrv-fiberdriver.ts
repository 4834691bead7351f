import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** MRV Fiber Driver: the head of the configuration tells when it was made. */
export const mrvFiberdriver = definePlatform({
  id: 'mrv_fiberdriver',
  title: 'MRV Fiber Driver',
  family: 'mrv',
  aliases: ['fiberdriver', 'mrv-fiberdriver'],
  tier: 2,
  ...ciscoKin,
  prepare: ['terminal length 0', 'terminal width 512'],
  source: 'configuration: the Oxidized model fiberdriver; session: the same',
})
