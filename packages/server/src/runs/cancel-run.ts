import { type AdvanceParts, advanceRun } from './advance-run.ts'
import type { Caller } from '../store/caller.ts'
import type { Run } from '../store/runs.ts'

export type CancelRun = (who: Caller, runId: string) => Promise<Run | undefined>

/** Stops a run: what waits is cancelled now, what is being visited when its worker next renews its leases. Ends the run
 *  at once when nothing is left in hand. undefined when there is no such run. */
export const createCancelRun =
  (parts: AdvanceParts): CancelRun =>
  (who, runId) =>
    parts.db.transaction(async () => {
      if (!(await parts.runs.requestCancel(who, runId))) return undefined
      await advanceRun(parts, runId)
      return parts.runs.get(who, runId)
    })
