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
  /** Watches over a session that is lent, from now on; what is returned takes it back, and settles when it is idle or on its
   *  way out, so that who comes next finds it. */
  watch(held: Held): (hadError: boolean) => Promise<void>
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
  const inBackground = (chore: Promise<void>): Promise<void> => {
    const done = chore.finally(() => chores.delete(done))
    chores.add(done)
    return done
  }
  const free = (place: string): void => {
    seats.free(place)
    waiting.seat(seats.take)
  }
  const close = async (held: Held): Promise<void> => {
    await closeQuietly(held.session)
    free(held.place)
  }
  const letGo = (held: Held): void => void inBackground(close(held))
  /** Among the idle ones again, if it is at its prompt. */
  const keepOrClose = async (held: Held): Promise<void> => {
    if (!(await isAlive(held)) || closing.aborted) return letGo(held)
    seats.keep(held)
    waiting.seat(seats.take)
  }
  const takeBack = async (held: Held, hadError: boolean): Promise<void> => {
    const mayStay = !hadError && held.session.platform.pooled && Date.now() < held.retireAt && !closing.aborted
    held.idleSince = Date.now()
    if (mayStay) await keepOrClose(held)
    else letGo(held)
  }
  return {
    close,
    free,
    watch: (held) => {
      const returned = Promise.withResolvers<boolean>()
      const back = inBackground(returned.promise.then((hadError) => takeBack(held, hadError)))
      return (hadError) => {
        returned.resolve(hadError)
        return back
      }
    },
    sweep: () => {
      const now = Date.now()
      const surplus = Math.max(0, seats.idle.length - bounds.minIdle)
      for (const [at, held] of seats.idle.entries()) {
        if (now - held.idleSince < bounds.maxIdleMs) continue
        const isSurplus = at < surplus || now >= held.retireAt
        if (!isSurplus && now - held.checkedAt < bounds.keepAliveMs) continue
        if (!seats.remove(held)) continue
        if (isSurplus) letGo(held)
        else void inBackground(keepOrClose(held))
      }
    },
    clear: () => {
      for (const held of seats.idle) if (seats.remove(held)) letGo(held)
    },
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
