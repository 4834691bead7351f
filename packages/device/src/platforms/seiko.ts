import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Seiko Solutions SmartCS console servers: `su` raises privileges. */
export const seikoSmartcs = definePlatform({
  id: 'seiko_smartcs',
  title: 'Seiko SmartCS',
  family: 'seiko',
  aliases: ['smartcs'],
  tier: 2,
  transports: ['ssh', 'telnet'],

  prompt: { ends: ['#', '>'] },
  pager: [{ mark: / {0,8}-more <Press SPACE for another page, .q. to quit>- ?$/, key: ' ' }],
  enable: { command: 'su', asks: /password[^\n]*:\s*$/i, ready: '#' },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['show config running'], ['show config']] },
  complete: { minLines: 3 },
  facts: [
    {
      command: 'show version',
      version: /^(?:System Software|System)[^\n]*?Ver\.? ?(\S+)/im,
      model: /^Model\s*: (\S+)/m,
      serial: /^Serial No\.?\s*: (\S+)/im,
    },
  ],
  leave: ['exit', 'exit'],
  detect: [{ prompt: /^\(\d\)NS-22\d\d\w*[>#] ?$/, score: 95 }],
  source: 'configuration: the Oxidized model smartcs; session: the same',
})
