import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Trango links: all settings stand in one report, between readings that change. */
export const trangoLink = definePlatform({
  id: 'trango_link',
  title: 'Trango radio link',
  family: 'trango',
  aliases: ['trango'],
  tier: 2,
  transports: ['telnet'],

  prompt: { ends: ['>'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['sysinfo']] },
  complete: { minLines: 3 },
  facts: [
    { command: 'sysinfo', serial: /\[S\/N\] (\S+)/, model: /\[Model\] (\S+)/, version: /\[Firmware Version\] (\S+)/ },
  ],
  source: 'configuration: the Oxidized model trango; session: the same',
})
