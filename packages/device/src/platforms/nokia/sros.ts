import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Nokia SR OS with the classic or the model-driven command line, whichever answers; `# Finished` closes both. */
export const nokiaSros = definePlatform({
  id: 'nokia_sros',
  title: 'Nokia SR OS',
  family: 'nokia',
  aliases: ['alcatel_sros', 'sros', 'srosmd', 'sros-md', 'timos', 'nokia-sros', 'nokia-sr-os', 'alcatel-sros'],
  tier: 1,
  transports: ['ssh', 'telnet'],
  prompt: {
    ends: ['#', '>', '$'],
    modes: [/>[\w>-]+/],
    varies: [/^[*!]+/],
    above: /^[!*]*(?:\((?:ro|ex|pr|gl)\))?\[[^\]\n]*\]$/,
  },
  prepare: ['environment no more', 'environment more false'],
  rejects: [...anyRefusal, /^(?:MINOR|MAJOR|CRITICAL): /, /^Error: /],
  artifacts: {
    'running-config': [
      ['admin display-config'],
      ['admin show configuration'],
      ['admin show configuration configure full-context'],
    ],
  },
  complete: { usualEnd: /^# Finished /, minLines: 5 },
  facts: [
    {
      command: 'show system information',
      hostname: /^System Name\s*: (\S+)/m,
      model: /^System Type\s*: (\S+(?: \S+)*)/m,
      version: /^System Version\s*: (\S+)/m,
    },
    { command: 'show chassis', serial: /^[ \t]*Serial number\s*: (\S+)/m },
  ],
  detect: [
    { banner: /^TiMOS-[A-Z]+-\d/m, score: 95 },
    { prompt: /^\*?[A-D]:[\w.-]+(?:>[\w>-]+)?[#$] ?$/, score: 70 },
    { prompt: /^[A-D]:[^\s@]+@[\w.-]+# ?$/, score: 40 },
    { refusal: /^(?:Error: Bad command\.|MINOR: CLI |MINOR: MGMT_CORE )/m, score: 40 },
    { probe: 'show version', match: /^TiMOS-\w/m, score: 95 },
    { probe: 'show system information', match: /^System Version\s+: [BC]-\d/m, score: 95 },
    { sysDescr: /^TiMOS-/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.6527.1.3', score: 95 },
  ],
  leave: ['logout'],
  source:
    'configuration: vendor system management guide, also the Oxidized models sros and srosmd; session: the same, Netmiko 4.6.0',
})
