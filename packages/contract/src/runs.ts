import { z } from 'zod'
import { jobType } from './jobs.ts'
import { id, moment, openRecord, pageOf, pageQuery } from './primitives.ts'

export const runStatus = z.enum([
  'QUEUED',
  'RUNNING',
  'COMPLETED',
  'COMPLETED_WITH_FAILURES',
  'COMPLETED_NO_DEVICES',
  'FAILED',
  'CANCELLED',
])

export const targetStatus = z.enum(['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED', 'UNKNOWN'])

export const run = z
  .object({
    id,
    job_id: id.nullable(),
    job_name: z.string(),
    type: z.string(),
    device_ids: z.array(id).nullable(),
    due_at: moment.nullable(),
    trigger: z.enum(['manual', 'schedule']),
    requested_by: z.string(),
    max_parallel: z.number().int(),
    status: runStatus,
    cancel_requested: z.boolean(),
    targets_total: z.number().int(),
    targets_succeeded: z.number().int(),
    targets_failed: z.number().int(),
    targets_skipped: z.number().int(),
    correlation_id: z.string(),
    created_at: moment,
    started_at: moment.nullable(),
    ended_at: moment.nullable(),
  })
  .meta({ id: 'Run' })

export const runPage = pageOf(run)

/** A run without a job: these devices, now. */
export const runInput = z
  .strictObject({ type: jobType.default('backup'), device_ids: z.array(id).min(1).max(20_000) })
  .meta({ id: 'NewRun' })

export const runQuery = z.strictObject({ ...pageQuery, job_id: id.optional(), status: runStatus.optional() })

export const target = z
  .object({
    id,
    run_id: id,
    device_id: id,
    hostname: z.string(),
    status: targetStatus,
    attempt: z.number().int(),
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
    error_details: openRecord.nullable(),
    snapshot_id: id.nullable(),
    outcome: z.string().nullable().describe('`new`, `changed` or `unchanged`'),
    started_at: moment.nullable(),
    ended_at: moment.nullable(),
  })
  .meta({ id: 'Target' })

export const targetPage = pageOf(target)
export const targetQuery = z.strictObject({ ...pageQuery })

/** The envelope of every event, here and in webhooks. */
export const runEvent = z
  .object({
    metadata: z.object({
      id: z.string(),
      type: z.enum(['run.started', 'run.progressed', 'run.completed', 'target.completed']),
      correlation_id: z.string(),
      timestamp: moment,
      source: z.string(),
    }),
    payload: z.object({ run: run.optional(), target: target.optional() }),
  })
  .meta({ id: 'RunEvent' })

const ended: ReadonlySet<string> = new Set([
  'COMPLETED',
  'COMPLETED_WITH_FAILURES',
  'COMPLETED_NO_DEVICES',
  'FAILED',
  'CANCELLED',
])

/** Whether a run with this status is over. */
export const isRunOver = (status: string): boolean => ended.has(status)

export type Run = z.input<typeof run>
export type Target = z.input<typeof target>
export type RunEvent = z.input<typeof runEvent>
