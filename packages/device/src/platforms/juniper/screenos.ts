import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Juniper ScreenOS: paging is part of the configuration, so its pager is answered; `(M)` in the prompt tells the master. */
export const juniperScreenos = definePlatform({
  id: 'juniper_screenos',
  title: 'Juniper ScreenOS (NetScreen, SSG)',
  family: 'juniper',
  aliases: ['screenos', 'netscreen', 'juniper-screenos'],
  tier: 1,
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['>'], modes: [/\([\w.-]+\)-?/], varies: [/\([MBI]\)/] },
  loginAnswers: [{ asks: /Accept this agreement[^\n]*$/i, type: 'y' }],
  pager: [{ mark: / {0,8}--- more ---\s*$/, key: ' ' }],
  rejects: [...anyRefusal, /^\s*\^-+(?:unknown keyword|ambiguous|incomplete)/, /^Failed command/],
  artifacts: { 'running-config': [['get config']], 'startup-config': [['get config saved']] },
  complete: { minLines: 5 },
  configHostname: /^set hostname (\S+)/m,
  facts: [
    {
      command: 'get system',
      serial: /^Serial Number: (\w+)/m,
      model: /^Product Name: (\S+)/m,
      version: /^Software Version: ([^,\s]+)/m,
    },
    { command: 'get hostname', hostname: /^Hostname: (\S+)/m },
  ],
  detect: [
    { ident: /^SSH-\d\.\d+-NetScreen/i, score: 95 },
    { prompt: /^[\w.-]+(?:\([\w.-]+\))*-> ?$/, score: 90 },
    { refusal: /^ *\^-{1,80}unknown keyword /m, score: 95 },
    { probe: 'get system', match: /^Product Name: .{1,60}\nSerial Number: /m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.3224.1', score: 95 },
  ],
  leave: ['exit', 'n'],
  source:
    'configuration: vendor CLI reference guide, also the Oxidized model screenos; session: the same, Netmiko 4.6.0',
})
