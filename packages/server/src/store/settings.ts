import type { Caller } from './caller.ts'

export interface SettingStore {
  /** Every value that an admin has set: the database level of the configuration. */
  all(): Promise<{ key: string; value: unknown; updatedBy: string; updatedAt: Date }[]>
  set(who: Caller, key: string, value: unknown): Promise<void>
  unset(who: Caller, key: string): Promise<void>
}

export interface IdempotencyStore {
  /** The answer kept for this key and caller, if any. */
  find(key: string, caller: string): Promise<{ requestHash: string; status: number; body: string } | undefined>
  keep(key: string, caller: string, answer: { requestHash: string; status: number; body: string }): Promise<void>
}
