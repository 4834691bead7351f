import { definePlatform } from '../../platform.ts'

/** Junos: closed braces and a second proof, the exit status of an exec channel or a second read. */
export const juniperJunos = definePlatform({
  id: 'juniper_junos',
  title: 'Juniper Junos',
  family: 'juniper',
  aliases: ['junos', 'juniper', 'juniper-junos'],
  tier: 1,
  transports: ['ssh', 'telnet'],
  exec: true,
  prompt: { ends: ['>', '#', '%'] },
  prepare: ['set cli screen-length 0', 'set cli screen-width 0'],
  rejects: [/^\s*(unknown command|syntax error|error: (permission|syntax|command))/i, /^\s*invalid (command|value)/i],
  artifacts: { 'running-config': [['show configuration | display omit'], ['show configuration']] },
  complete: { structure: 'braces', minLines: 3 },
  configHostname: /^[ \t]+host-name "?([^\s";]+)/m,
  facts: [
    {
      command: 'show version',
      hostname: /^Hostname: (\S+)/m,
      model: /^Model: (\S+)/m,
      version: /^Junos: (\S+)|JUNOS [^\n[]{0,80}\[([^\]\n]{1,64})\]/m,
    },
    { command: 'show chassis hardware', serial: /^Chassis\s+(?:REV \S+\s+\S+\s+)?([A-Z0-9]{6,})\s/m },
  ],
  detect: [
    { banner: /^--- JUNOS \d+\.\d/m, score: 95 },
    { prompt: /^\S+@\S+> $/, score: 30 },
    { refusal: /^unknown command\.$/m, score: 30 },
    { probe: 'show version', match: /^(?:Junos: |JUNOS (?:Software|OS|EX|Base))/m, score: 95 },
    { sysDescr: /^Juniper Networks, Inc\..{0,200}JUNOS/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.2636', score: 90 },
  ],
  source: 'configuration: vendor CLI guide, a recorded session of Junos 22.4; session: the same',
})
