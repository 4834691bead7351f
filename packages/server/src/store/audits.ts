import type { Caller } from './caller.ts'
import type { Cursored } from './page.ts'

export interface AuditEntry {
  readonly id: string
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly objectType: string
  readonly objectId: string | null
  readonly details: Readonly<Record<string, unknown>> | null
  readonly correlationId: string | null
}

export interface AuditStore {
  /** Part of the transaction in progress: the change and its record live or die together. Never a secret in `details`. */
  record(who: Caller, action: string, object: { type: string; id: string | null }, details?: Record<string, unknown>): Promise<void>
  list(who: Caller, after: string | null, limit: number): Promise<Cursored<AuditEntry>>
}
