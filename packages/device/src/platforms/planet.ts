import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** PLANET industrial and SGS switches. */
export const planetOs = definePlatform({
  id: 'planet_os',
  title: 'PLANET switch',
  family: 'planet',
  aliases: ['planet'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  prepare: ['terminal length 0', 'terminal datadump'],
  pager: [{ mark: / {0,8}More: <space>, +Quit: q[^\n]*$/i, key: ' ' }],
  facts: [
    {
      command: 'show version',
      hostname: /^System Name\s*: (\S+)/m,
      version: /^(?:Software Version|SoftWare Version)\s*:? ?(\S+)/im,
      serial: /^(?:System )?Serial (?:Number|No\.?)\s*:? ?(\S+)/im,
      model: /^(?:Product|Board Type|System Description)\s*: (\S[^\n]*)/im,
    },
  ],
  source: 'configuration: the Oxidized model planet; session: the same',
})
