import { definePlatform } from '../../platform.ts'

/** RouterOS: exports have neither end mark nor size, so two reads must agree. */
export const mikrotikRouteros = definePlatform({
  id: 'mikrotik_routeros',
  title: 'MikroTik RouterOS',
  family: 'mikrotik',
  aliases: ['routeros', 'mikrotik', 'ros', 'mikrotik-routeros'],
  tier: 1,
  exec: true,
  newline: '\r\n',
  usernameSuffix: '+ct511w4098h',
  prompt: { ends: ['>'], modes: [/\/[\w/ -]*/, / <SAFE>/] },
  loginAnswers: [
    { asks: /Do you want to see the software license\?.*\[Y\/n\]:?\s*$/i, type: 'n' },
    { asks: /new password\s*>\s*$/i, type: '\x03' },
  ],
  rejects: [
    /^(bad command name|expected end of command|syntax error|input does not match|no such item)/,
    /^not enough permissions/,
  ],
  artifacts: { 'running-config': [['/export show-sensitive'], ['/export']] },
  complete: { starts: /^# .* by RouterOS /m, minLines: 3, continuation: '\\' },
  configHostname: /^\/system identity\r?\n(?:.*\\\n)*set name="?([^"\s]+)/m,
  facts: [
    {
      command: '/system resource print',
      model: /^[ \t]*board-name: (\S(?:.*\S)?)/m,
      version: /^[ \t]*version: (\S+)/m,
    },
    { command: '/system identity print', hostname: /^[ \t]*name: (\S(?:.*\S)?)/m },
    { command: '/system routerboard print', serial: /^[ \t]*serial-number: (\S+)/m },
  ],
  detect: [
    { ident: /-ROSSSH/, score: 60 },
    { banner: /MikroTik RouterOS \d/, score: 60 },
    { prompt: /^\[[^\]]+@[^\]]+\] > ?$/, score: 50 },
    { refusal: /^bad command name \S+ \(line \d+ column \d+\)/m, score: 60 },
    { probe: '/system resource print', match: /^[ \t]*(?:platform: MikroTik|architecture-name: )/m, score: 95 },
    { sysDescr: /^RouterOS /m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.14988.1', score: 90 },
  ],
  leave: ['/quit'],
  source: 'configuration: vendor manual, recorded sessions of RouterOS 7.10 and 7.18; session: the same',
})
