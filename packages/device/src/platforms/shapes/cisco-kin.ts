import type { PlatformDefinition } from '../../platform.ts'
import { anyRefusal } from './any-refusal.ts'
import { ciscoLike } from './cisco-like.ts'

/** Command lines that follow Cisco's without being from one house: a refusal may come in the words of any of them. */
export const ciscoKin = {
  ...ciscoLike,
  rejects: [...ciscoLike.rejects, ...anyRefusal],
} as const satisfies Partial<PlatformDefinition>
