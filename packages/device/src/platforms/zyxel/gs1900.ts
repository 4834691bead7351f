import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Zyxel GS1900 switches. */
export const zyxelGs1900 = definePlatform({
  id: 'zyxel_gs1900',
  title: 'Zyxel GS1900',
  family: 'zyxel',
  aliases: ['zynosgs', 'gs1900'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  inShell: { asksUser: /(?:User name|Username):\s*$/i },
  prepare: [],
  leave: ['exit', 'exit'],
  facts: [
    {
      command: 'show info',
      hostname: /^System Name\s*: (\S+)/m,
      version: /^Firmware Version\s*: V?(\S+)/m,
      model: /^System Description\s*: (\S+)/m,
    },
  ],
  detect: [
    { prompt: /^GS1900[\w-]*[#>] ?$/, score: 60 },
    { probe: 'show info', match: /^System Description\s*: GS1900/m, score: 95 },
  ],
  source: 'configuration: the Oxidized model zynosgs; session: the same',
})
