import { definePlatform } from '../platform.ts'
import { aristaEapi } from './shapes/arista-eapi.ts'
import { ciscoLike } from './shapes/cisco-like.ts'

/** Arista EOS; the head of a listing tells the time of reading. */
export const aristaEos = definePlatform({
  id: 'arista_eos',
  title: 'Arista EOS',
  family: 'arista',
  aliases: ['eos', 'arista', 'arista-eos'],
  tier: 1,
  ...ciscoLike,
  transports: ['ssh', 'telnet', 'http'],
  prompt: { ends: ['#', '>'], modes: [/(?:\([\w./-]+\)){1,3}/] },
  prepare: ['terminal length 0', 'terminal width 511'],
  artifacts: {
    'running-config': [['show running-config'], ['show running-config | no-more | exclude ! Time:']],
    'startup-config': [['show startup-config']],
  },
  complete: { endMark: /^end$/, quotes: { from: /^banner \S+$/, to: '\nEOF\n' }, minLines: 5 },
  facts: [
    {
      command: 'show version',
      model: /^[ \t]*Arista (\S+)/m,
      serial: /^Serial number:\s+(\S+)/m,
      version: /^Software image version:\s+(\S+)/m,
    },
    { command: 'show hostname', hostname: /^Hostname:\s+(\S+)/m },
  ],
  detect: [
    { refusal: /^% Invalid input(?: \(at token \d+: '[^'\n]*'\))?\s*$/m, score: 50 },
    { probe: 'show version', match: /^[ \t]*Arista \S+|^Software image version: /m, score: 99 },
    {
      probe: 'show inventory | no-more',
      match: /^System Information\n\s+Model\s+Description\n[\s-]+\n\s+(?:DCS|CCS|AWE|vEOS|cEOS)/m,
      score: 60,
    },
    { sysDescr: /^Arista Networks EOS version/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.30065', score: 95 },
  ],
  http: aristaEapi,
  source: 'configuration: vendor manual, a recorded session of EOS 4.29; session: the same, Netmiko 4.6.0',
})
