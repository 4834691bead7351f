import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log/log.ts'
import { createDriftGuard, reap, type ReapParts } from './reap.ts'
import { tick, type TickParts } from './tick.ts'

export interface SchedulerParts extends ReapParts, TickParts {
  readonly log: Log
  readonly tickS: () => number
  readonly reaperS: () => number
}

/** Fires jobs and puts right what dead workers left, until `signal` aborts. A failed round is logged and the next one
 *  comes in time: the database may be away for a while. */
export async function runScheduler(parts: SchedulerParts, signal: AbortSignal): Promise<void> {
  const drifts = createDriftGuard(5_000)
  await Promise.all([
    every(parts, 'tick', parts.tickS, signal, () => tick(parts)),
    every(parts, 'reaper', parts.reaperS, signal, async () => {
      const now = await parts.db.now()
      if (drifts(now.getTime(), performance.now()) === 'drifted') {
        parts.log.warn({ category: 'system' }, 'the clock of the database jumped; the reaper waits one lease')
        await pause(parts.leaseS() * 1000, signal)
      } else {
        await reap(parts)
      }
    }),
  ])
}

/** Runs `act` at once and then every `seconds()`, one round at a time. */
async function every(
  parts: SchedulerParts,
  name: string,
  seconds: () => number,
  signal: AbortSignal,
  act: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await act()
    } catch (error) {
      parts.log.error({ category: 'system', error }, `the ${name} failed; it runs again in ${seconds()} s`)
    }
    await pause(seconds() * 1000, signal)
  }
}

/** Waits, or less if `signal` aborts. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined)
