import { DeviceError } from '../errors.ts'

/** Holds one visit together: the first failure ends everything that waits, and frees everything that was opened. */
export interface Lifeline {
  /** Why the visit ended, once it did. */
  readonly reason: DeviceError | undefined
  /** Rejects with the reason; never resolves. */
  readonly ended: Promise<never>
  fail(error: DeviceError): void
  /** Runs when the visit ends, also in good order; later registrations run first. */
  onEnd(release: () => void): void
  /** Ends in good order. */
  finish(): void
  /** Waits for `work`, at most `ms`; a late one fails the whole visit with `late()`. */
  within<T>(ms: number, work: Promise<T>, late: () => DeviceError): Promise<T>
}

/** Starts a visit's clock; `signal` cancels it. */
export function createLifeline(limits: {
  readonly totalMs: number
  readonly signal?: AbortSignal | undefined
}): Lifeline {
  const { promise: ended, reject } = Promise.withResolvers<never>()
  ended.catch(() => undefined) // whoever waits hears of it; nobody waiting is fine
  const releases: (() => void)[] = []
  let reason: DeviceError | undefined
  let isOver = false

  const finish = () => {
    isOver = true
    for (const release of releases.splice(0).reverse()) release()
  }
  const fail = (error: DeviceError) => {
    if (isOver) return
    reason = error
    reject(error)
    finish()
  }
  const onEnd = (release: () => void) => {
    if (isOver) release()
    else releases.push(release)
  }
  const within = async <T>(ms: number, work: Promise<T>, late: () => DeviceError): Promise<T> => {
    const timer = setTimeout(() => fail(late()), ms)
    try {
      return await Promise.race([work, ended])
    } finally {
      clearTimeout(timer)
    }
  }

  const total = setTimeout(
    () => fail(new DeviceError('timeout', `the visit took longer than ${limits.totalMs / 1000} s`)),
    limits.totalMs,
  )
  const cancel = () => fail(new DeviceError('cancelled', 'the visit was cancelled'))
  onEnd(() => clearTimeout(total))
  limits.signal?.addEventListener('abort', cancel, { once: true })
  onEnd(() => limits.signal?.removeEventListener('abort', cancel))
  if (limits.signal?.aborted) cancel()
  return {
    get reason() {
      return reason
    },
    ended,
    fail,
    onEnd,
    finish,
    within,
  }
}

/** The same visit, whose errors of this part are told as `rename` tells them. */
export const renaming = (lifeline: Lifeline, rename: (error: DeviceError) => DeviceError): Lifeline => ({
  ...lifeline,
  get reason() {
    return lifeline.reason
  },
  fail: (error) => lifeline.fail(rename(error)),
  within: (ms, work, late) => lifeline.within(ms, work, () => rename(late())),
})
