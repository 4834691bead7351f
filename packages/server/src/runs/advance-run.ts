import type { Database } from '../db/database.ts'
import type { Queue } from '../queue/queue.ts'
import { systemCaller } from '../store/caller.ts'
import type { OutboxStore } from '../store/outbox.ts'
import type { RunStore } from '../store/runs.ts'
import type { TargetStore } from '../store/targets.ts'
import { outcomeOf } from './outcome-of.ts'

export interface AdvanceParts {
  readonly db: Database
  readonly runs: RunStore
  readonly targets: TargetStore
  readonly outbox: OutboxStore
  readonly queue: Queue
}

/** Moves a run on after one of its targets ended: tickets for the next targets, or the end of the run. Belongs into the
 *  transaction that ended the target, so that no crash leaves a run without a next step. Calling it twice is harmless. */
export const advanceRun = (parts: AdvanceParts, runId: string): Promise<void> =>
  parts.db.transaction(async () => {
    const counts = await parts.runs.lockAndCount(runId)
    const run = counts && (await parts.runs.get(systemCaller('worker'), runId))
    if (!run || run.endedAt) return
    await parts.runs.setCounts(runId, counts)
    const outcome = outcomeOf(counts, run.cancelRequested)
    if (outcome) {
      await parts.runs.end(runId, outcome)
      const payload = { run_id: runId, job_id: run.jobId, job: run.jobName, status: outcome, ...counts }
      await parts.outbox.add({ type: 'run.completed', payload, correlationId: run.correlationId })
    } else {
      await parts.queue.enqueue('target', await parts.targets.issueTickets(runId, run.maxParallel))
    }
    await parts.db.notify(
      'netraven_events',
      JSON.stringify({ type: outcome ? 'run.completed' : 'run.progressed', runId }),
    )
  })
