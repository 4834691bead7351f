import type { Log } from '../log/log.ts'
import type { Queue } from '../queue/queue.ts'
import { type PlanParts, planRun } from './plan-run.ts'
import { runTarget, type TargetParts } from './run-target.ts'

export interface WorkerParts extends PlanParts, TargetParts {
  readonly queue: Queue
  readonly log: Log
  /** `worker.concurrency`: visits at a time in this process. */
  readonly concurrency: number
  /** How long a stopping worker lets its visits go on before it cuts them and hands their targets on, ms. */
  readonly drainMs: number
}

/** Works tickets off until `signal` aborts; resolves when every visit in hand has ended or was handed on. */
export async function runWorker(parts: WorkerParts, signal: AbortSignal): Promise<void> {
  const cut = new AbortController()
  const stopPlanning = await parts.queue.work('run', 2, (runId) => planRun(parts, runId))
  const stopVisiting = await parts.queue.work('target', parts.concurrency, (id) => runTarget(parts, id, cut.signal))
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const timer = setTimeout(() => cut.abort(), parts.drainMs)
  await Promise.all([stopPlanning(), stopVisiting()])
  clearTimeout(timer)
}
