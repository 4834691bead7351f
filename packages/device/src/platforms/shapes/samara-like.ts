import type { PlatformDefinition } from '../../platform.ts'
import { anyRefusal } from './any-refusal.ts'
import { ciscoLike } from './cisco-like.ts'

/** Appliances built on Samara (Tall Maple Systems): a blank before the prompt's end, paging by `less`, `##` as comments. */
export const samaraLike = {
  ...ciscoLike,
  prompt: { ends: ['>', '#'], modes: [/ ?\([\w -]+\) ?/] },
  prepare: ['no cli session paging enable'],
  rejects: [...anyRefusal, /^% (?:Internal error|Insufficient permissions)/i],
  artifacts: { 'running-config': [['show running-config'], ['show configuration running']] },
  configHostname: /^[ \t]*hostname "?([^\s"]+)/m,
} as const satisfies Partial<PlatformDefinition>
