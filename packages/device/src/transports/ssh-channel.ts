import type { ClientChannel } from 'ssh2'
import type { Lifeline } from './lifeline.ts'
import type { ByteChannel, ExecChannel, Exit } from './transport.ts'

/** Above this the device has to wait until the reader has caught up. */
const HIGH_WATER = 1024 * 1024
const STDERR_KEPT = 4096

/** An ssh2 stream as a channel to read from. */
export function createSshChannel(stream: ClientChannel, lifeline: Lifeline): ExecChannel {
  const inbox: Buffer[] = []
  let queued = 0
  let isEnded = false
  let errors = ''
  let wake: () => void = () => undefined
  const { promise: exit, resolve: settleExit } = Promise.withResolvers<Exit>()
  let seenExit: Exit = { status: null, signal: null }

  stream.on('data', (chunk: Buffer) => {
    inbox.push(chunk)
    queued += chunk.length
    if (queued > HIGH_WATER) stream.pause()
    wake()
  })
  stream.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('latin1')).slice(0, STDERR_KEPT)
  })
  stream.on('exit', (status: number | null, signal?: string) => (seenExit = { status, signal: signal ?? null }))
  stream.on('error', () => undefined) // the connection's own error says more
  stream.on('close', () => {
    isEnded = true
    settleExit(seenExit)
    wake()
  })

  const take = (): Buffer => {
    const all = inbox.length === 1 ? (inbox[0] ?? Buffer.alloc(0)) : Buffer.concat(inbox)
    inbox.length = 0
    queued = 0
    if (stream.isPaused()) stream.resume()
    return all
  }
  /** A channel without an exit may have ended because the connection did; that is heard of in the same turn. */
  const ended = async (): Promise<'end'> => {
    if (seenExit.status === null) await new Promise(setImmediate)
    if (lifeline.reason) throw lifeline.reason
    return 'end'
  }
  const read: ByteChannel['read'] = async (withinMs) => {
    if (inbox.length > 0) return take()
    if (lifeline.reason) throw lifeline.reason
    if (isEnded) return ended()
    await arrival(withinMs, lifeline, (notify) => (wake = notify))
    if (inbox.length > 0) return take()
    return isEnded ? ended() : 'silence'
  }
  return {
    read,
    exit,
    stderr: () => errors,
    write: (text) => void stream.write(Buffer.from(text, 'latin1')),
    close: () => stream.close(),
  }
}

/** Resolves at the next notice, or after `withinMs`; throws when the visit ends meanwhile. */
async function arrival(withinMs: number, lifeline: Lifeline, subscribe: (notify: () => void) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  // What has already arrived counts, even when this process is late: the poll phase runs once more before silence is believed.
  const timer = setTimeout(() => setImmediate(() => setImmediate(resolve)), withinMs)
  subscribe(resolve)
  try {
    await Promise.race([promise, lifeline.ended])
  } finally {
    clearTimeout(timer)
    subscribe(() => undefined)
  }
}
