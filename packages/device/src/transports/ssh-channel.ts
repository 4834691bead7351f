import type { ClientChannel } from 'ssh2'
import { createInbox } from './inbox.ts'
import type { Lifeline } from './lifeline.ts'
import type { ExecChannel, Exit } from './transport.ts'

const STDERR_KEPT = 4096

/** An ssh2 stream as a channel to read from. */
export function createSshChannel(stream: ClientChannel, lifeline: Lifeline): ExecChannel {
  const inbox = createInbox({ pause: () => stream.pause(), resume: () => stream.resume() }, lifeline)
  let errors = ''
  const { promise: exit, resolve: settleExit } = Promise.withResolvers<Exit>()
  let seenExit: Exit = { status: null, signal: null }

  stream.on('data', inbox.push)
  stream.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('latin1')).slice(0, STDERR_KEPT)
  })
  stream.on('exit', (status: number | null, signal?: string) => (seenExit = { status, signal: signal ?? null }))
  stream.on('error', () => undefined) // the connection's own error says more
  stream.on('close', () => {
    settleExit(seenExit)
    inbox.end({ isCutOff: seenExit.status === null }) // without an exit the connection may have ended, too
  })
  return {
    read: inbox.read,
    exit,
    stderr: () => errors,
    write: (text) => void stream.write(Buffer.from(text, 'latin1')),
    close: () => stream.close(),
  }
}
