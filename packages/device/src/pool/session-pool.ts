import { DEFAULT_BUDGETS } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import { openSession, type OpenSessionOptions } from '../open-session.ts'
import type { Session } from '../session/session.ts'
import { lend } from './lease.ts'
import { createPoolKeys, type PooledOptions } from './pool-key.ts'
import { DEFAULT_POOL_LIMITS, linesOf, placeOf, tooLate, type PoolLimits } from './pool-limits.ts'
import { createSeats, type Held, type Seat, type Want } from './seats.ts'
import { closeQuietly, createUpkeep, isAlive, type PoolParts, type Upkeep } from './upkeep.ts'
import { createWaitingLine } from './waiting-line.ts'

/** How a caller waits. */
export interface WaitOptions {
  /** Higher goes first; callers of the same priority in the order in which they came. Default: 0. */
  readonly priority?: number
  /** Ends the wait; later, the session itself while it is lent. */
  readonly signal?: AbortSignal
}

/** What a pool is doing. */
export interface PoolState {
  /** Sessions that count against `maxSize`. */
  readonly open: number
  readonly idle: number
  readonly waiting: number
}

/** Keeps sessions open for the next caller with the same device, credential, way and profile. */
export interface SessionPool extends AsyncDisposable {
  /** Lends a session for as long as the work takes.
   *  @example
   *  const { output } = await pool.use(device, { priority: 1 }, (session) => session.send('show version')) */
  use<T>(options: PooledOptions, wait: WaitOptions, work: (session: Session) => Promise<T>): Promise<T>
  /** Lends a session; `await using` gives it back. Throws `timeout` with the limit that was waited for, `cancelled`, and what
   *  opening a session throws. */
  acquire(options: PooledOptions, wait?: WaitOptions): Promise<Session>
  readonly state: PoolState
}

type Open = (options: OpenSessionOptions) => Promise<Session>

/** A prompt seen this short a while ago needs no second look. */
const FRESH_MS = 1000

/** Makes a pool. Disposing of it turns away who waits, closes what is idle, and waits until what is lent came back. Its timers
 *  keep no process alive; an idle session does. */
export function createSessionPool(limits: Partial<PoolLimits> = {}, open: Open = openSession): SessionPool {
  const bounds: PoolLimits = { ...DEFAULT_POOL_LIMITS, ...limits }
  const keys = createPoolKeys()
  const ending = new AbortController()
  const seats = createSeats(bounds.maxSize)
  const parts: PoolParts = { bounds, seats, waiting: createWaitingLine(), closing: ending.signal }
  const upkeep = createUpkeep(parts)
  const sweeping = setInterval(upkeep.sweep, Math.max(10, Math.min(bounds.maxIdleMs, bounds.keepAliveMs) / 4)).unref()

  const wantOf = async (options: PooledOptions): Promise<Want> => ({
    key: await keys.keyOf(options),
    place: placeOf(options),
    perHost: linesOf(options, bounds),
    lendableMs: (options.budgets?.totalMs ?? DEFAULT_BUDGETS.totalMs) / 2,
  })
  const acquire: SessionPool['acquire'] = async (options, wait = {}) => {
    const deadline = AbortSignal.timeout(bounds.connectionTimeoutMs)
    const over = AbortSignal.any([deadline, parts.closing, ...(wait.signal ? [wait.signal] : [])])
    const want = await wantOf(options)
    try {
      const seat = await waitForSeat(parts, want, wait.priority ?? 0, over)
      const held = await occupy({ seat, want, upkeep, over }, (signal) =>
        open({ keepaliveMs: bounds.keepAliveMs, ...options, signal }),
      )
      return lendOut(held, upkeep, wait.signal)
    } catch (error) {
      throw explain(error)
    }

    function explain(error: unknown): unknown {
      if (!over.aborted) return error
      if (deadline.aborted) return error === over.reason ? tooLate(want, parts) : lateOpening(want, bounds, error)
      return new DeviceError('cancelled', 'the wait for a session was cancelled', {
        host: want.place,
        phase: 'connect',
      })
    }
  }
  return {
    acquire,
    use: async (options, wait, work) => {
      await using session = await acquire(options, wait)
      return await work(session)
    },
    get state() {
      return { open: seats.taken, idle: seats.idle.length, waiting: parts.waiting.length }
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(sweeping)
      ending.abort()
      upkeep.clear()
      await upkeep.settled()
    },
  }
}

/** Waits for its turn. Throws the signal's reason. */
async function waitForSeat(
  { seats, waiting }: PoolParts,
  want: Want,
  priority: number,
  over: AbortSignal,
): Promise<Seat> {
  over.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<Seat>()
  const waiter = { want, priority, seated: resolve }
  const giveUp = () => {
    waiting.leave(waiter) // at once, so that it is not seated any more
    reject(over.reason)
  }
  waiting.join(waiter)
  waiting.seat(seats.take)
  over.addEventListener('abort', giveUp, { once: true })
  try {
    return await promise
  } finally {
    over.removeEventListener('abort', giveUp)
    waiting.leave(waiter)
  }
}

interface Taking {
  readonly seat: Seat
  readonly want: Want
  readonly upkeep: Upkeep
  readonly over: AbortSignal
}

/** Makes a session of a seat: the idle one if it still answers, else a new one, behind one that has to be closed first. */
async function occupy(
  { seat: { idle, evicted }, want, upkeep, over }: Taking,
  open: (signal: AbortSignal) => Promise<Session>,
): Promise<Held> {
  if (idle && (Date.now() - idle.checkedAt < FRESH_MS || (await isAlive(idle)))) return idle
  try {
    if (idle) await closeQuietly(idle.session)
    if (evicted) await upkeep.close(evicted)
    return await openNew(want, over, open)
  } catch (error) {
    upkeep.free(want.place)
    throw error
  }
}

/** Opens a session that the signal ends until it is ready, and nothing but `end` later. */
async function openNew(
  { key, place, lendableMs }: Want,
  over: AbortSignal,
  open: (signal: AbortSignal) => Promise<Session>,
): Promise<Held> {
  const end = new AbortController()
  const abort = () => end.abort()
  over.throwIfAborted()
  over.addEventListener('abort', abort, { once: true })
  try {
    const session = await open(end.signal)
    const now = Date.now()
    return { key, place, session, end, retireAt: now + lendableMs, checkedAt: now, idleSince: now }
  } finally {
    over.removeEventListener('abort', abort)
  }
}

function lendOut(held: Held, upkeep: Upkeep, signal: AbortSignal | undefined): Session {
  const giveBack = upkeep.watch(held)
  const abort = () => held.end.abort()
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted) abort()
  return lend(held.session, (hadError) => {
    signal?.removeEventListener('abort', abort)
    return giveBack(hadError || held.end.signal.aborted)
  })
}

const lateOpening = ({ place }: Want, { connectionTimeoutMs }: PoolLimits, cause: unknown): DeviceError =>
  new DeviceError(
    'timeout',
    `the session to ${place} was not ready within ${connectionTimeoutMs / 1000} s (connectionTimeoutMs)`,
    { host: place, phase: 'connect' },
    { cause },
  )
