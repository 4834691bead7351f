import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** QTECH switches. */
export const qtechOs = definePlatform({
  id: 'qtech_os',
  title: 'QTECH',
  family: 'qtech',
  aliases: ['qtech'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  inShell: { asksUser: /Username\(1-\d+ chars\):\s*$/, asksPassword: /Password\(1-\d+ chars\):\s*$/ },
  pager: [{ mark: /\.{4}press ENTER to next line, CTRL_C to break, other key to next page\.{4} ?$/i, key: ' ' }],
  facts: [
    {
      command: 'show version',
      model: /^[ \t]*(QSW-\S+) Device/m,
      serial: /^[ \t]*(?:Device serial number|Serial No\.?)\s*:?\s*(\S+)/im,
      version: /^[ \t]*SoftWare (?:Package )?Version (\S+)/im,
    },
  ],
  detect: [{ probe: 'show version', match: /^[ \t]*QSW-\S+ Device/m, score: 95 }],
  source: 'configuration: the Oxidized model qtech; session: the same',
})
