import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** ComNet switches with Microsemi software. */
export const comnetMs = definePlatform({
  id: 'comnet_ms',
  title: 'ComNet Microsemi switch',
  family: 'comnet',
  aliases: ['comnetms', 'comnet'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  prepare: ['terminal length 0', 'terminal width 0'],
  complete: { usualEnd: /^end$/, minLines: 3 },
  facts: [
    {
      command: 'show version',
      hostname: /^System Name\s*: (\S+)/m,
      version: /^Software Version\s*: (\S+)/m,
      model: /^Product\s*: (\S[^\n]*)/m,
    },
  ],
  source: 'configuration: the Oxidized model comnetms; session: the same',
})
