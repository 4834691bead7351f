import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Blue Coat ProxySG: the expanded configuration with its keyrings is the one that can be restored. */
export const bluecoatSgos = definePlatform({
  id: 'bluecoat_sgos',
  title: 'Symantec (Blue Coat) SGOS',
  family: 'bluecoat',
  aliases: ['sgos', 'bluecoat', 'blue-coat-sgos'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  prepare: [],
  artifacts: {
    'running-config': [
      ['show configuration expanded noprompts with-keyrings unencrypted'],
      ['show configuration expanded noprompts'],
      ['show configuration'],
    ],
  },
  complete: { minLines: 5 },
  configHostname: /^appliance-name "?([^\s"]+)/m,
  facts: [
    { command: 'show version', version: /^(?:Version|Release): SGOS (\S+)/m, serial: /^Serial number is (\S+)/m },
  ],
  detect: [{ probe: 'show version', match: /^(?:Version|Release): SGOS /m, score: 95 }],
  source: 'configuration: the Oxidized model sgos; session: the same',
})
