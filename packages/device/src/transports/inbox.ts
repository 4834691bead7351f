import type { Lifeline } from './lifeline.ts'
import type { ByteChannel } from './transport.ts'

/** Above this the device has to wait until the reader has caught up. */
const HIGH_WATER = 1024 * 1024

/** What has arrived and not been read yet. */
export interface Inbox {
  readonly read: ByteChannel['read']
  push(chunk: Buffer): void
  /** Nothing more will come. `isCutOff` where that may be the connection's end rather than the device's word. */
  end(how: { readonly isCutOff: boolean }): void
}

/** Holds what arrives until it is read; while there is too much of it the source is paused. */
export function createInbox(
  source: { readonly pause: () => void; readonly resume: () => void },
  lifeline: Lifeline,
): Inbox {
  const chunks: Buffer[] = []
  let queued = 0
  let isPaused = false
  let isEnded = false
  let isCutOff = false
  let isOver = false
  let wake: () => void = () => undefined

  const take = (): Buffer => {
    const all = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)
    chunks.length = 0
    queued = 0
    if (isPaused) source.resume()
    isPaused = false
    return all
  }
  const throwReason = () => {
    if (lifeline.reason) throw lifeline.reason
  }
  /** An end may come with the connection's; the reason of that is heard of in the same turn. */
  const ended = async (): Promise<'end'> => {
    if (isCutOff) await new Promise(setImmediate)
    throwReason()
    return 'end'
  }
  lifeline.onEnd(() => {
    isOver = true
    wake()
  })
  return {
    push: (chunk) => {
      if (chunk.length === 0) return
      chunks.push(chunk)
      queued += chunk.length
      if (queued > HIGH_WATER && !isPaused) {
        isPaused = true
        source.pause()
      }
      wake()
    },
    end: (how) => {
      isEnded = true
      isCutOff = how.isCutOff
      wake()
    },
    read: async (withinMs) => {
      if (chunks.length > 0) return take()
      throwReason()
      if (isEnded || isOver) return ended()
      await arrival(withinMs, (notify) => (wake = notify))
      throwReason()
      if (chunks.length > 0) return take()
      return isEnded || isOver ? ended() : 'silence'
    },
  }
}

/** Long waits are told apart by this much: Node keeps a list for every length of wait that is asked for. */
const STEP_MS = 500

/** Resolves at the next notice, or after `withinMs`. */
async function arrival(withinMs: number, subscribe: (notify: () => void) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const waitMs = withinMs > 2 * STEP_MS ? Math.ceil(withinMs / STEP_MS) * STEP_MS : withinMs
  // What has already arrived counts, even when this process is late: the poll phase runs once more before silence is believed.
  const timer = setTimeout(() => setImmediate(() => setImmediate(resolve)), waitMs)
  subscribe(resolve)
  await promise
  clearTimeout(timer)
  subscribe(() => undefined)
}
