import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** FortiWLC, once Meru Networks. */
export const fortinetFortiwlc = definePlatform({
  id: 'fortinet_fortiwlc',
  title: 'FortiWLC (Meru)',
  family: 'fortinet',
  aliases: ['fortiwlc', 'meru', 'fortinet-fortiwlc'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  facts: [
    {
      command: 'show controller',
      hostname: /^Host Name\s*: (\S+)/m,
      version: /^Software Version\s*: (\S+)/m,
      model: /^Controller Model\s*: (\S+)/m,
    },
  ],
  detect: [{ probe: 'show controller', match: /^Global Controller Parameters/m, score: 95 }],
  source: 'configuration: the Oxidized model fortiwlc; session: the same',
})
