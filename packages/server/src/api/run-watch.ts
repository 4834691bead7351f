import { isRunOver } from '@netraven/contract'
import { AppError } from '../errors/app-error.ts'
import type { Caller } from '../store/caller.ts'
import type { Run } from '../store/runs.ts'
import type { Target } from '../store/targets.ts'
import type { ApiParts } from './parts.ts'

/** The channel on which workers say that a run moved: JSON with `runId`. */
const CHANNEL = 'netraven_events'
/** A lost notice costs no more than this. */
const LOOK_AGAIN_MS = 5_000
const TARGETS_AT_A_TIME = 200
/** Each follower keeps a connection and asks the database. */
const MOST_OF_ONE = 20
const MOST_OF_ALL = 200

export type RunNews =
  | { readonly type: 'run.started' | 'run.progressed' | 'run.completed'; readonly run: Run }
  | { readonly type: 'target.completed'; readonly run: Run; readonly target: Target }
  | { readonly type: 'silence' }

export interface RunWatch {
  /** Tells how the run stands, then each target that ends, until the run is over, `signal` aborts or the server closes.
   *  Rights are checked at each look. Throws AppError `rate_limited` at once for one follower too many. */
  follow(who: Caller, now: () => Promise<Caller>, runId: string, signal: AbortSignal): AsyncGenerator<RunNews>
  close(): Promise<void>
}

export function createRunWatch({ db, stores, log }: Pick<ApiParts, 'db' | 'stores' | 'log'>): RunWatch {
  const closing = new AbortController()
  const wakes = new Map<string, Set<() => void>>()
  let listening: Promise<() => Promise<void>> | undefined

  const hear = (payload: string): void => {
    const { runId } = JSON.parse(payload) as { runId?: string }
    for (const wake of wakes.get(runId ?? '') ?? []) wake()
  }
  const subscribe = (runId: string, wake: () => void): (() => void) => {
    const own = wakes.get(runId) ?? new Set()
    wakes.set(runId, own.add(wake))
    return () => {
      own.delete(wake)
      if (own.size === 0) wakes.delete(runId)
    }
  }
  const followers = new Map<string, number>()
  const admit = (name: string): void => {
    const [own, all] = [followers.get(name) ?? 0, [...followers.values()].reduce((sum, n) => sum + n, 0)]
    if (own >= MOST_OF_ONE || all >= MOST_OF_ALL)
      throw new AppError('rate_limited', `Too many runs are followed at once (${own} by you); end some of them`)
  }
  const count = (name: string, by: 1 | -1): void => void followers.set(name, (followers.get(name) ?? 0) + by)

  async function* newsFor(who: Caller, now: () => Promise<Caller>, runId: string, signal: AbortSignal) {
    count(who.name, 1)
    try {
      listening ??= db.listen(CHANNEL, hear).catch((error: unknown) => {
        log.warn({ category: 'system', error }, 'runs are followed by looking again: the database gives no notices')
        return async () => undefined
      })
      await listening
      const bell = createBell(AbortSignal.any([signal, closing.signal]))
      const unsubscribe = subscribe(runId, bell.ring)
      try {
        yield* tell(stores, now, runId, bell)
      } finally {
        unsubscribe()
      }
    } finally {
      count(who.name, -1)
    }
  }
  return {
    follow(who, now, runId, signal) {
      admit(who.name)
      return newsFor(who, now, runId, signal)
    },
    async close() {
      closing.abort()
      await (
        await listening
      )?.()
    },
  }
}

async function* tell(
  stores: ApiParts['stores'],
  now: () => Promise<Caller>,
  runId: string,
  bell: Bell,
): AsyncGenerator<RunNews> {
  const told = new Set<string>()
  for (let before = ''; !bell.stopped();) {
    const who = await now()
    const run = await stores.runs.get(who, runId)
    if (!run) throw new AppError('not_found', 'There is no such run')
    const standing = standingOf(run)
    if (standing === before) yield { type: 'silence' }
    else {
      yield* endedTargets(stores, who, run, told)
      yield { type: newsOf(run, before === ''), run }
    }
    if (isRunOver(run.status)) return
    before = standing
    await bell.next(LOOK_AGAIN_MS)
  }
}

function newsOf(run: Run, first: boolean): 'run.started' | 'run.progressed' | 'run.completed' {
  if (isRunOver(run.status)) return 'run.completed'
  return first ? 'run.started' : 'run.progressed'
}

async function* endedTargets(
  stores: ApiParts['stores'],
  who: Caller,
  run: Run,
  told: Set<string>,
): AsyncGenerator<RunNews> {
  for (let page = 1; ; page++) {
    const { items, total } = await stores.targets.list(who, run.id, { page, size: TARGETS_AT_A_TIME })
    for (const target of items) {
      if (target.endedAt === null || told.has(target.id)) continue
      told.add(target.id)
      yield { type: 'target.completed', run, target }
    }
    if (page * TARGETS_AT_A_TIME >= total) return
  }
}

const standingOf = (run: Run): string =>
  [run.status, run.cancelRequested, run.targetsTotal, run.targetsSucceeded, run.targetsFailed, run.targetsSkipped].join(
    ' ',
  )

interface Bell {
  readonly ring: () => void
  stopped(): boolean
  /** Waits for the next ring, the end, or `ms`; a ring while nobody waited counts. */
  next(ms: number): Promise<void>
}

function createBell(end: AbortSignal): Bell {
  let rung = false
  let answer: (() => void) | undefined
  const ring = (): void => {
    rung = true
    answer?.()
  }
  end.addEventListener('abort', ring, { once: true })
  return {
    ring,
    stopped: () => end.aborted,
    async next(ms) {
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>()
        answer = resolve
        const timer = setTimeout(resolve, ms)
        await promise
        clearTimeout(timer)
      }
      rung = false
      answer = undefined
    },
  }
}
