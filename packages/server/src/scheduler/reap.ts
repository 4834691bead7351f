import type { Database } from '../db/database.ts'
import type { Log } from '../log/log.ts'
import type { Queue } from '../queue/queue.ts'
import type { AdvanceParts } from '../runs/advance-run.ts'
import { advanceRun } from '../runs/advance-run.ts'
import type { RunStore } from '../store/runs.ts'
import type { TargetStore } from '../store/targets.ts'

export interface ReapParts extends AdvanceParts {
  readonly db: Database
  readonly runs: RunStore
  readonly targets: TargetStore
  readonly queue: Queue
  readonly log: Log
  readonly leaseS: () => number
}

/** A target that costs its worker the life this often is not tried again. */
const MAX_LOST = 3
const BATCH = 500

/** Puts right what a dead process left behind, from the rows alone: expired leases, lost tickets, plans not finished,
 *  runs not ended. Harmless at any moment and in any number of processes. */
export async function reap(parts: ReapParts): Promise<void> {
  await reapLeases(parts)
  const leaseS = parts.leaseS()
  await parts.queue.enqueue('target', await parts.targets.stale(leaseS, BATCH))
  await parts.queue.enqueue('run', await parts.runs.unplanned(leaseS, BATCH))
  for (const runId of await parts.runs.open(BATCH)) await advanceRun(parts, runId)
}

async function reapLeases(parts: ReapParts): Promise<void> {
  const { requeued, failed } = await parts.db.transaction(async () => {
    const reaped = await parts.targets.reap(MAX_LOST, BATCH)
    await parts.queue.enqueue(
      'target',
      reaped.requeued.map((target) => target.id),
    )
    // In one order everywhere: two reapers that lock the same runs must not wait for each other.
    const runIds = [...new Set(reaped.failed.map((target) => target.runId))].toSorted()
    for (const runId of runIds) await advanceRun(parts, runId)
    return reaped
  })
  for (const { id, runId } of requeued) {
    parts.log.warn({ category: 'execution', targetId: id, runId }, 'its worker was lost; the target is tried again')
  }
  for (const { id, runId } of failed) {
    parts.log.error(
      { category: 'execution', targetId: id, runId },
      'its worker was lost and it was not tried again: too many were lost with it, or its run was cancelled',
    )
  }
}

/** Tells when the database's clock and this process's own drift apart: then leases can't be judged, and the reaper
 *  waits one full lease. Times in milliseconds. */
export function createDriftGuard(
  toleranceMs: number,
): (databaseNow: number, monotonicNow: number) => 'steady' | 'drifted' {
  let last: { database: number; monotonic: number } | undefined
  return (database, monotonic) => {
    const before = last
    last = { database, monotonic }
    if (!before) return 'steady'
    const drift = Math.abs(database - before.database - (monotonic - before.monotonic))
    return drift > toleranceMs ? 'drifted' : 'steady'
  }
}
