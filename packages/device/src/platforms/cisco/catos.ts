import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Cisco CatOS: `(enable)` stands behind the prompt's end. */
export const ciscoCatos = definePlatform({
  id: 'cisco_catos',
  title: 'Cisco CatOS',
  family: 'cisco',
  aliases: ['catos', 'cisco-catos'],
  tier: 2,
  transports: ['ssh', 'telnet'],

  prompt: { ends: ['>', ')'] },
  prepare: ['set length 0'],
  enable: { command: 'enable', asks: /password[^\n]*:\s*$/i, ready: ')' },
  rejects: [...anyRefusal, /^Unknown command "/],
  artifacts: { 'running-config': [['show conf all'], ['show config all'], ['show config']] },
  complete: { usualEnd: /^end$/, minLines: 3 },
  configHostname: /^set system name +(\S+)/m,
  facts: [
    {
      command: 'show version',
      serial: /Serial #: (\S+)/,
      model: /^(WS-C\S+) Software, Version/m,
      version: /^WS-C\S+ Software, Version \S*?(\d\S+)/m,
    },
  ],
  detect: [
    { prompt: /^\S+> \(enable\) ?$/, score: 90 },
    { probe: 'show version', match: /^WS-C\S+ Software, Version (?:McpSW|NmpSW)/m, score: 95 },
  ],
  source: 'configuration: the Oxidized model catos; session: the same',
})
