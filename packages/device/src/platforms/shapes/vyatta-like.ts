import type { PlatformDefinition } from '../../platform.ts'
import { anyRefusal } from './any-refusal.ts'

/** What the descendants of Vyatta have in common: a shell prompt, and the configuration as `set` commands. */
export const vyattaLike = {
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['$', '#', '>'] },
  prepare: ['set terminal length 0', 'set terminal width 512'],
  rejects: [...anyRefusal, /^\s*Invalid command: \[/, /^\s*(?:Ambiguous|Incomplete) command:/, /^-v?bash: /],
  artifacts: {
    'running-config': [
      ['show configuration commands | no-more'],
      ['show configuration commands'],
      ['show configuration | no-more'],
    ],
  },
  complete: { minLines: 3 },
  configHostname: /^set system host-name '?([^'\s]+)/m,
} as const satisfies Partial<PlatformDefinition>
