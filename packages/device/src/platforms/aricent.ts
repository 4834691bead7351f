import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Switches with Aricent ISS: paging is turned off for the session, in words that earlier releases misspell. */
export const aricentIss = definePlatform({
  id: 'aricent_iss',
  title: 'Aricent ISS (Supermicro SSE)',
  family: 'aricent',
  aliases: ['aricentiss', 'aricent-iss'],
  tier: 2,
  ...ciscoKin,
  prepare: ['no cli pagination', 'no cli pagignation'],
  facts: [
    {
      command: 'show system information',
      hostname: /^Switch Name\s*: (\S+)/m,
      version: /^Firmware Version\s*: (\S+)/m,
      serial: /^Serial Number\s*: (\S+)/m,
    },
  ],
  source: 'configuration: the Oxidized model aricentiss; session: the same',
})
