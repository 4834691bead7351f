import type { PlatformDefinition } from '../../platform.ts'
import { anyRefusal } from './any-refusal.ts'

/** Command lines made with ConfD (Cisco's Tail-f), in its two styles: `name# ` without any mode to enable, or `user@name> `.
 *  Neither prints an end mark. */
export const confdLike = {
  prompt: { ends: ['#', '>'], modes: [/\([\w./-]+\)/] },
  rejects: [...anyRefusal, /^(?:syntax error|aborted|error):/i, /^-{3,}\^\s*$/],
  artifacts: { 'running-config': [['show running-config']] },
  complete: { minLines: 3 },
  leave: ['exit'],
} as const satisfies Partial<PlatformDefinition>
