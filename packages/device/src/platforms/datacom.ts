import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** DATACOM DmSwitch: its pager stays on. */
export const datacomDmswitch = definePlatform({
  id: 'datacom_dmswitch',
  title: 'DATACOM DmSwitch',
  family: 'datacom',
  aliases: ['datacom', 'dmswitch'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  prepare: [],
  facts: [
    { command: 'show firmware', version: /^[ \t]*Firmware version:\s*(\S+)/im },
    { command: 'show system', hostname: /^[ \t]*Name:\s*(\S+)/im, model: /^[ \t]*Model:\s*(\S+)/im },
  ],
  source: 'configuration: the Oxidized model datacom; session: the same',
})
