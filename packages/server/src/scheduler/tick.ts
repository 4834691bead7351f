import type { Database } from '../db/database.ts'
import { isDatabaseAway } from '../db/faults.ts'
import type { Log } from '../log/log.ts'
import type { EnqueueRun } from '../runs/enqueue-run.ts'
import { systemCaller } from '../store/caller.ts'
import type { Job, JobStore } from '../store/jobs.ts'
import { dueFire } from './due.ts'

export interface TickParts {
  readonly db: Database
  readonly jobs: JobStore
  readonly enqueueRun: EnqueueRun
  readonly log: Log
}

/** Fires what is due, by the database's clock. Any number of schedulers may tick at once: moving the fire time on and
 *  creating the run is one transaction, and of two that try, one wins. */
export async function tick(parts: TickParts): Promise<void> {
  const now = await parts.db.now()
  for (const job of await parts.jobs.due(now, 100)) {
    try {
      await fire(parts, job, now)
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      parts.log.error({ category: 'execution', error, jobId: job.id }, `${job.name} could not be fired; others go on`)
    }
  }
}

async function fire(parts: TickParts, job: Job, now: Date): Promise<void> {
  if (!job.nextFireAt) return
  const { dueAt, next, missed } = dueFire(job.schedule, job.nextFireAt, now)
  const run = await parts.db.transaction(async () => {
    if (!(await parts.jobs.advance(job.id, dueAt, next))) return undefined
    return parts.enqueueRun(systemCaller('scheduler'), { what: { job }, dueAt })
  })
  if (run && missed > 0) {
    const text = `${job.name} fired once for ${dueAt.toISOString()}; ${missed} later fires passed while no scheduler ran`
    parts.log.warn({ category: 'execution', jobId: job.id, runId: run.id, missed }, text)
  }
}
