import type { RunStatus } from '../db/schema.ts'
import type { RunCounts } from '../store/runs.ts'

/** What a run has become; undefined while targets are still open. */
export function outcomeOf(counts: RunCounts, cancelRequested: boolean): RunStatus | undefined {
  if (counts.queued + counts.running > 0) return undefined
  if (counts.total === 0) return 'COMPLETED_NO_DEVICES'
  if (cancelRequested && counts.cancelled > 0) return 'CANCELLED'
  const missed = counts.failed + counts.unknown
  if (missed === 0) return 'COMPLETED'
  return counts.succeeded > 0 ? 'COMPLETED_WITH_FAILURES' : 'FAILED'
}
