/** What happened. */
import type { Generated } from 'kysely'
import type { At, Json, JsonOrNull } from './columns.ts'

export type RunStatus =
  | 'QUEUED'
  | 'RUNNING'
  | 'COMPLETED'
  | 'COMPLETED_WITH_FAILURES'
  | 'COMPLETED_NO_DEVICES'
  | 'FAILED'
  | 'CANCELLED'

export interface RunsTable {
  id: string
  job_id: string | null
  job_name: string
  type: string
  params: Json
  /** The devices of this run when it is not the job's own choice. */
  device_ids: JsonOrNull<string[]>
  /** The moment the schedule named; unique per job. Null for a run started by hand. */
  due_at: Date | null
  trigger: 'manual' | 'schedule'
  requested_by: string
  /** The author of the commits of this run, when a person started it. */
  author_name: string | null
  max_parallel: number
  status: RunStatus
  planned: Generated<boolean>
  cancel_requested: Generated<boolean>
  targets_total: Generated<number>
  targets_succeeded: Generated<number>
  targets_failed: Generated<number>
  targets_skipped: Generated<number>
  correlation_id: string
  ticketed_at: At
  created_at: At
  started_at: Date | null
  ended_at: Date | null
}

export type TargetStatus = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | 'CANCELLED' | 'UNKNOWN'

export interface TargetsTable {
  id: string
  run_id: string
  device_id: string
  hostname: string
  status: TargetStatus
  /** Fencing token: a result counts only with the number under which its worker claimed the target. */
  attempt: Generated<number>
  /** How often a worker was lost with this target in hand. */
  lost: Generated<number>
  worker: string | null
  lease_until: Date | null
  ticketed_at: Date | null
  error_code: string | null
  error_message: string | null
  error_details: JsonOrNull
  snapshot_id: string | null
  /** What the visit found: `new`, `changed`, `unchanged`. */
  outcome: string | null
  created_at: At
  started_at: Date | null
  ended_at: Date | null
}

export interface LogsTable {
  id: string
  at: Date
  level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL'
  category: 'connection' | 'session' | 'execution' | 'result' | 'security' | 'system'
  message: string
  job_id: string | null
  run_id: string | null
  target_id: string | null
  device_id: string | null
  correlation_id: string | null
  details: JsonOrNull
}

export interface OutboxTable {
  id: string
  type: string
  payload: Json
  correlation_id: string
  created_at: At
  delivered_at: Date | null
}
