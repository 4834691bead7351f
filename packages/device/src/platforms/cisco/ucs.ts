import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Cisco UCS fabric interconnects: the scope stands between name and end of the prompt. */
export const ciscoUcs = definePlatform({
  id: 'cisco_ucs',
  title: 'Cisco UCS Manager',
  family: 'cisco',
  aliases: ['ucs', 'ucsm', 'cisco-ucs'],
  tier: 2,
  transports: ['ssh', 'telnet'],

  prompt: { ends: ['#'], modes: [/ \/[\w/ *-]+/] },
  prepare: ['terminal length 0'],
  rejects: [...anyRefusal, /^% /],
  artifacts: {
    'running-config': [['show configuration all | no-more'], ['show configuration | no-more'], ['show configuration']],
  },
  complete: { minLines: 3 },
  facts: [
    { command: 'show version brief', version: /^(?:System version|Running-Vers)[^:\n]*: (\S+)/im },
    {
      command: 'show fabric-interconnect detail',
      model: /^ {4}Product Name: (\S[^\n]*)/m,
      serial: /^ {4}(?:Serial \(SN\)|Serial): (\S+)/m,
    },
  ],
  detect: [{ banner: /Cisco UCS \d+ Series Fabric Interconnect|UCS Manager/i, score: 95 }],
  source: 'configuration: the Oxidized model ucs; session: the same',
})
