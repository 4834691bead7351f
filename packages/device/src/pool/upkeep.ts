import type { Session } from '../session/session.ts'
import type { PoolLimits } from './pool-limits.ts'
import type { Held, Seat, Seats, Want } from './seats.ts'
import type { WaitingLine } from './waiting-line.ts'

/** What the parts of a pool share. */
export interface PoolParts {
  readonly bounds: PoolLimits
  readonly seats: Seats
  readonly waiting: WaitingLine<Want, Seat>
  /** Aborted once the pool is disposed of. */
  readonly closing: AbortSignal
}

/** What happens to sessions that nobody uses. */
export interface Upkeep {
  /** Closes a session and gives its room back. */
  close(held: Held): Promise<void>
  /** Gives back the room of a session that is not there. */
  free(place: string): void
  /** Watches over a session that is lent, from now on; what is returned takes it back. */
  watch(held: Held): (hadError: boolean) => void
  /** Closes what was idle for too long; what may stay is asked for a sign of life. */
  sweep(): void
  /** Closes all that is idle. */
  clear(): void
  /** Settles when no session is left, neither idle nor lent. */
  settled(): Promise<void>
}

/** Longest wait for the prompt of a session. */
const CHECK_MS = 5000

export function createUpkeep({ bounds, seats, waiting, closing }: PoolParts): Upkeep {
  const chores = new Set<Promise<void>>()
  const inBackground = (chore: Promise<void>): void => {
    const done = chore.finally(() => chores.delete(done))
    chores.add(done)
  }
  const free = (place: string): void => {
    seats.free(place)
    waiting.seat(seats.take)
  }
  const close = async (held: Held): Promise<void> => {
    await closeQuietly(held.session)
    free(held.place)
  }
  /** Among the idle ones again, if it is at its prompt. */
  const keepOrClose = async (held: Held): Promise<void> => {
    if (!(await isAlive(held)) || closing.aborted) return close(held)
    seats.keep(held)
    waiting.seat(seats.take)
  }
  const takeBack = (held: Held, hadError: boolean): Promise<void> => {
    const mayStay = !hadError && held.session.platform.pooled && Date.now() < held.retireAt && !closing.aborted
    held.idleSince = Date.now()
    return mayStay ? keepOrClose(held) : close(held)
  }
  const takeAway = (held: Held, chore: (held: Held) => Promise<void>): void => {
    if (seats.remove(held)) inBackground(chore(held))
  }
  return {
    close,
    free,
    watch: (held) => {
      const returned = Promise.withResolvers<boolean>()
      inBackground(returned.promise.then((hadError) => takeBack(held, hadError)))
      return returned.resolve
    },
    sweep: () => {
      const now = Date.now()
      const surplus = Math.max(0, seats.idle.length - bounds.minIdle)
      for (const [at, held] of seats.idle.entries()) {
        if (now - held.idleSince < bounds.maxIdleMs) continue
        if (at < surplus || now >= held.retireAt) takeAway(held, close)
        else if (now - held.checkedAt >= bounds.keepAliveMs) takeAway(held, keepOrClose)
      }
    },
    clear: () => seats.idle.forEach((held) => takeAway(held, close)),
    settled: async () => {
      while (chores.size > 0) await Promise.all(chores)
    },
  }
}

/** Whether a session is at its prompt, asked with a blank line. */
export async function isAlive(held: Held): Promise<boolean> {
  const isThere = await held.session.isAtHome(CHECK_MS).catch(() => false)
  held.checkedAt = Date.now()
  return isThere
}

/** A session that can't even be closed is gone as well. */
export async function closeQuietly(session: Session): Promise<void> {
  try {
    await session[Symbol.asyncDispose]()
  } catch {
    // its socket ended with it
  }
}
