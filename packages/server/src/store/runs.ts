import type { RunStatus } from '../db/schema.ts'
import type { Caller } from './caller.ts'
import type { Page, PageQuery } from './page.ts'

export interface Run {
  readonly id: string
  readonly jobId: string | null
  readonly jobName: string
  readonly type: string
  readonly params: Readonly<Record<string, unknown>>
  readonly deviceIds: readonly string[] | null
  readonly dueAt: Date | null
  readonly trigger: 'manual' | 'schedule'
  readonly requestedBy: string
  readonly authorName: string | null
  readonly maxParallel: number
  readonly status: RunStatus
  readonly cancelRequested: boolean
  readonly targetsTotal: number
  readonly targetsSucceeded: number
  readonly targetsFailed: number
  readonly targetsSkipped: number
  readonly correlationId: string
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}

export interface RunInput {
  readonly id: string
  readonly jobId: string | null
  readonly jobName: string
  readonly type: string
  readonly params: Readonly<Record<string, unknown>>
  readonly deviceIds: readonly string[] | null
  readonly dueAt: Date | null
  readonly trigger: 'manual' | 'schedule'
  readonly authorName: string | null
  readonly maxParallel: number
  readonly correlationId: string
}

export interface RunFilter {
  readonly jobId?: string
  readonly status?: RunStatus
}

/** What the targets of a run came to. */
export interface RunCounts {
  readonly total: number
  readonly queued: number
  readonly running: number
  readonly succeeded: number
  readonly failed: number
  readonly skipped: number
  readonly cancelled: number
  readonly unknown: number
}

export interface RunStore {
  list(who: Caller, filter: RunFilter, page: PageQuery): Promise<Page<Run>>
  get(who: Caller, id: string): Promise<Run | undefined>
  /** undefined when the job already has a run for this due time. */
  create(who: Caller, input: RunInput): Promise<Run | undefined>
  /** QUEUED → RUNNING for the one that plans it; undefined when it is planned, ended or cancelled already. */
  startPlanning(id: string): Promise<Run | undefined>
  markPlanned(id: string, total: number): Promise<void>
  /** Locks the run's row until the transaction ends; the counts are those of its targets now. */
  lockAndCount(id: string): Promise<RunCounts | undefined>
  setCounts(id: string, counts: RunCounts): Promise<void>
  end(id: string, status: RunStatus): Promise<void>
  /** Asks for the end: queued targets become CANCELLED now, running ones when their worker sees it. */
  requestCancel(who: Caller, id: string): Promise<Run | undefined>
  cancelRequested(ids: readonly string[]): Promise<string[]>
  /** Runs whose plan was never made or not finished and whose ticket is older than this: they get a new one. */
  unplanned(olderThanS: number, limit: number): Promise<string[]>
  /** Runs that are RUNNING and planned: the reaper tops up their tickets and ends those without open targets. */
  open(limit: number): Promise<string[]>
}
