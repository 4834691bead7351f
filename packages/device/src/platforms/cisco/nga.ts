import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Cisco NetFlow Generation Appliance. */
export const ciscoNga = definePlatform({
  id: 'cisco_nga',
  title: 'Cisco NetFlow Generation Appliance',
  family: 'cisco',
  aliases: ['cisconga', 'cisco-nga'],
  tier: 2,
  ...ciscoKin,
  artifacts: { 'running-config': [['show configuration']] },
  source: 'configuration: the Oxidized model cisconga; session: the same',
})
