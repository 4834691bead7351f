import type { Selectable } from 'kysely'
import type { RunsTable, RunStatus } from '../db/schema.ts'
import type { Caller } from './caller.ts'
import { json, jsonOrNull } from './columns.ts'

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

export type RunInput = Pick<
  Run,
  | 'id'
  | 'jobId'
  | 'jobName'
  | 'type'
  | 'params'
  | 'deviceIds'
  | 'dueAt'
  | 'trigger'
  | 'authorName'
  | 'maxParallel'
  | 'correlationId'
>

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

export const rowOf = (who: Caller, input: RunInput) => ({
  id: input.id,
  job_id: input.jobId,
  job_name: input.jobName,
  type: input.type,
  params: json(input.params),
  device_ids: jsonOrNull(input.deviceIds),
  due_at: input.dueAt,
  trigger: input.trigger,
  requested_by: who.name,
  author_name: input.authorName,
  max_parallel: input.maxParallel,
  status: 'QUEUED' as const,
  correlation_id: input.correlationId,
})

export const runOf = (row: Selectable<RunsTable>): Run => ({
  id: row.id,
  jobId: row.job_id,
  jobName: row.job_name,
  type: row.type,
  params: row.params,
  deviceIds: row.device_ids,
  dueAt: row.due_at,
  trigger: row.trigger,
  requestedBy: row.requested_by,
  authorName: row.author_name,
  maxParallel: row.max_parallel,
  status: row.status,
  cancelRequested: row.cancel_requested,
  targetsTotal: row.targets_total,
  targetsSucceeded: row.targets_succeeded,
  targetsFailed: row.targets_failed,
  targetsSkipped: row.targets_skipped,
  correlationId: row.correlation_id,
  createdAt: row.created_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
})

/** The columns that people read; `lockAndCount` has the whole story. */
export const countsRow = (counts: RunCounts) => ({
  targets_total: counts.total,
  targets_succeeded: counts.succeeded,
  targets_failed: counts.failed + counts.unknown,
  targets_skipped: counts.skipped + counts.cancelled,
})
