import { setTimeout as sleep } from 'node:timers/promises'
import type { Archivist } from '../archive/publish.ts'
import { deliverOutbox } from '../notify/deliver-outbox.ts'
import { reap } from '../scheduler/reap.ts'
import { runScheduler } from '../scheduler/scheduler.ts'
import { runWorker } from '../worker/worker.ts'
import type { Ground } from './ground.ts'
import { schedulerParts, workerParts } from './parts.ts'

const DELIVER_MS = 500

/** Fires jobs, takes over from the dead, publishes and delivers, until `signal` aborts. */
export async function schedule(ground: Ground, archivist: Archivist, signal: AbortSignal): Promise<void> {
  await Promise.all([runScheduler(schedulerParts(ground), signal), archivist.lead(signal), deliver(ground, signal)])
}

/** Visits devices until `signal` aborts and every visit in hand has ended. */
export async function work(ground: Ground, signal: AbortSignal): Promise<void> {
  const parts = workerParts(ground)
  using _leases = parts.leases
  await runWorker(parts, signal)
}

/** Runs acts side by side until `signal` aborts. When one fails, the others are stopped and waited for: what they stand
 *  on is about to be closed. */
export async function together(
  signal: AbortSignal,
  acts: readonly ((signal: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const stop = new AbortController()
  const running = acts.map(async (act) => {
    try {
      await act(AbortSignal.any([signal, stop.signal]))
    } finally {
      stop.abort()
    }
  })
  await Promise.allSettled(running)
  await Promise.all(running)
}

/** Puts right at once what a killed process left in a folder that this process alone holds. */
export const tidyUp = (ground: Ground): Promise<void> => reap(schedulerParts(ground))

/** Delivers messages; one process at a time, so that their order stays. */
async function deliver({ db, stores, log }: Ground, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await using right = await db.lead('notifier')
      while (right && !signal.aborted && !right.lost.aborted) {
        await deliverOutbox({ db, outbox: stores.outbox })
        await pause(DELIVER_MS, signal)
      }
    } catch (error) {
      log.warn({ category: 'system', error }, 'messages could not be delivered; they wait')
    }
    await pause(DELIVER_MS * 10, signal)
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined)
