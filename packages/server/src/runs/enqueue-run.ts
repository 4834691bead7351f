import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import type { Queue } from '../queue/queue.ts'
import type { Caller } from '../store/caller.ts'
import type { Job } from '../store/jobs.ts'
import type { Run, RunInput, RunStore } from '../store/runs.ts'

export interface EnqueueParts {
  readonly db: Database
  readonly runs: RunStore
  readonly queue: Queue
  /** `job.max_parallel`: visits at a time of a run whose job does not say. */
  readonly maxParallel: () => number
}

/** What is to be run: a job, or a type on some devices without one. */
export interface RunRequest {
  readonly what:
    | { readonly job: Job }
    | { readonly type: string; readonly name: string; readonly params: Record<string, unknown> }
  /** These devices instead of the job's own choice. */
  readonly deviceIds?: readonly string[]
  /** The moment that the schedule named. */
  readonly dueAt?: Date
  readonly correlationId?: string
}

export type EnqueueRun = (who: Caller, request: RunRequest) => Promise<Run | undefined>

/** The one door through which a run comes to be: its row and its ticket in one transaction.
 *  undefined when the job already has a run for this due time. */
export const createEnqueueRun =
  (parts: EnqueueParts): EnqueueRun =>
  (who, request) =>
    parts.db.transaction(async () => {
      const run = await parts.runs.create(who, inputOf(who, request, parts.maxParallel()))
      if (run) await parts.queue.enqueue('run', [run.id])
      return run
    })

function inputOf(who: Caller, request: RunRequest, maxParallel: number): RunInput {
  const id = uuid()
  const { what } = request
  const own = 'job' in what
  return {
    id,
    jobId: own ? what.job.id : null,
    jobName: own ? what.job.name : what.name,
    type: own ? what.job.type : what.type,
    params: own ? what.job.params : what.params,
    deviceIds: request.deviceIds ?? null,
    dueAt: request.dueAt ?? null,
    trigger: request.dueAt ? 'schedule' : 'manual',
    authorName: who.kind === 'system' ? null : who.name,
    maxParallel: (own ? what.job.maxParallel : null) ?? maxParallel,
    correlationId: request.correlationId ?? id,
  }
}
