import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Telco Systems BiNOS (T-Marc, T-Metro). */
export const telcosystemsBinos = definePlatform({
  id: 'telcosystems_binos',
  title: 'Telco Systems BiNOS',
  family: 'telcosystems',
  aliases: ['binos', 'telcosystems'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  artifacts: { 'running-config': [['show running-config']], 'startup-config': [['show startup-config']] },
  detect: [{ probe: 'show version', match: /\bBiNOS\b/, score: 95 }],
  source: 'configuration: vendor user guide, also the Oxidized model telco of a sister; session: Netmiko 4.6.0 facts',
})
