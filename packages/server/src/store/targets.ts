import type { TargetStatus } from '../db/schema.ts'
import type { Caller } from './caller.ts'
import type { Page, PageQuery } from './page.ts'

export interface Target {
  readonly id: string
  readonly runId: string
  readonly deviceId: string
  readonly hostname: string
  readonly status: TargetStatus
  readonly attempt: number
  readonly lost: number
  readonly worker: string | null
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly errorDetails: Readonly<Record<string, unknown>> | null
  readonly snapshotId: string | null
  readonly outcome: string | null
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}

/** A target in the hands of one worker: `attempt` is the fencing token of everything it writes. */
export interface Claim {
  readonly target: Target
  readonly attempt: number
  readonly leaseUntil: Date
}

export interface TargetResult {
  readonly status: Extract<TargetStatus, 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | 'CANCELLED' | 'UNKNOWN'>
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly errorDetails: Readonly<Record<string, unknown>> | null
  readonly snapshotId: string | null
  readonly outcome: 'new' | 'changed' | 'unchanged' | null
}

export interface TargetStore {
  list(who: Caller, runId: string, page: PageQuery): Promise<Page<Target>>
  get(who: Caller, id: string): Promise<Target | undefined>
  /** Adds targets that are not there yet (unique by run and device): planning twice is harmless. */
  add(runId: string, devices: readonly { id: string; hostname: string }[]): Promise<void>
  /** Marks as ticketed as many QUEUED targets as `maxParallel` leaves room for; the caller enqueues them in the same transaction. */
  issueTickets(runId: string, maxParallel: number): Promise<string[]>
  /** QUEUED → RUNNING with the next attempt number and a lease by the database's clock; undefined when another was faster
   *  or when another target of the same device is RUNNING (`busy` re-queues the ticket). */
  claim(targetId: string, worker: string, leaseS: number): Promise<Claim | 'busy' | undefined>
  /** Renews the leases of this worker's targets; returns the ids that are still its own. */
  renew(worker: string, claims: readonly { id: string; attempt: number }[], leaseS: number): Promise<string[]>
  /** Writes the result if `attempt` is still the current one and the target RUNNING; false = the lease was lost, write nothing else. */
  finish(id: string, attempt: number, result: TargetResult): Promise<boolean>
  /** Gives a claimed target back (shutdown): RUNNING → QUEUED without counting a loss. */
  giveBack(id: string, attempt: number): Promise<boolean>
  /** RUNNING with an expired lease → QUEUED with a fresh ticket mark, or FAILED after `maxLost` losses. */
  reap(maxLost: number, limit: number): Promise<{ requeued: { id: string; runId: string }[]; failed: { id: string; runId: string }[] }>
  /** QUEUED and ticketed longer ago than this: their ticket may be lost, they get another. */
  stale(olderThanS: number, limit: number): Promise<string[]>
}
