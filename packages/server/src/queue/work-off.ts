import { setTimeout as sleep } from 'node:timers/promises'

export interface WorkOffParts {
  /** Tickets in hand at once. */
  readonly concurrency: number
  readonly handle: (key: string) => Promise<void>
  /** Fetches and consumes up to `count` tickets. */
  readonly take: (count: number) => Promise<string[]>
  /** Calls `wake` when a ticket was written; the result ends it. */
  readonly listen: (wake: () => void) => Promise<() => Promise<void>>
  readonly onError: (key: string, error: unknown) => void
  readonly onFault: (error: unknown) => void
}

/** Delayed tickets, and notices that were lost, cost no more than this. */
const POLL_MS = 1_000

/** Works tickets off until the result is called, which waits for those in hand. Fetches as many as there is room for,
 *  in one statement, when a notice comes, when a place gets free, and every second. */
export async function workOff(parts: WorkOffParts): Promise<() => Promise<void>> {
  const inHand = new Set<Promise<void>>()
  const stop = new AbortController()
  let wake = new AbortController()
  const ring = (): void => wake.abort()
  const unlisten = await parts.listen(ring)

  function begin(key: string): void {
    const work = parts.handle(key).catch((error: unknown) => parts.onError(key, error))
    inHand.add(work)
    void work.then(() => {
      inHand.delete(work)
      ring()
    })
  }

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      wake = new AbortController()
      const room = parts.concurrency - inHand.size
      try {
        const keys = room > 0 ? await parts.take(room) : []
        keys.forEach(begin)
        if (keys.length > 0) continue
      } catch (error) {
        parts.onFault(error)
        wake = new AbortController() // a fault waits its second out
      }
      const signal = AbortSignal.any([wake.signal, stop.signal])
      await sleep(POLL_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  const looping = loop()
  return async () => {
    stop.abort()
    await unlisten()
    await looping
    await Promise.all(inHand)
  }
}
