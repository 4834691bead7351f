import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { DEFAULT_BUDGETS, type Budgets } from '../../budgets.ts'
import { DeviceError } from '../../errors.ts'
import { createInbox } from '../inbox.ts'
import { createLifeline, type Lifeline } from '../lifeline.ts'
import type { RefusedAddress } from '../refused-address.ts'
import { reach, type JumpHost } from '../ssh-jump.ts'
import type { ByteChannel, Transport } from '../transport.ts'
import { NO_OPERATION } from './codes.ts'
import { createTelnetProtocol } from './protocol.ts'

/** How to reach a device by Telnet. User and password are asked for in the shell, and pass over the network as they are. */
export interface TelnetOptions {
  readonly host: string
  /** Default 23. */
  readonly port?: number
  readonly budgets?: Partial<Budgets>
  readonly keepaliveMs?: number
  /** Addresses that are never dialled, beside those that no one ever dials. */
  readonly refuse?: readonly RefusedAddress[]
  /** SSH servers on the way, from the nearest to the one beside the device. */
  readonly jump?: readonly JumpHost[]
  readonly signal?: AbortSignal
}

/** How long a peer may take to close its side. */
const GOODBYE_MS = 500

/** Opens a connection; nobody has logged in yet. Throws `unreachable`, `unsupported` or `cancelled`; the socket is gone by then. */
export async function connectTelnet(options: TelnetOptions): Promise<Transport> {
  const budgets = { ...DEFAULT_BUDGETS, ...options.budgets }
  const { host, port = 23, keepaliveMs = 60_000 } = options
  const lifeline = createLifeline({ totalMs: budgets.totalMs, signal: options.signal })
  try {
    const { refuse, jump } = options
    const socket = await reach({ host, port, connectMs: budgets.connectMs, refuse, jump }, lifeline)
    return createTransport(socket, lifeline, { host, port, keepaliveMs })
  } catch (error) {
    const reason = lifeline.reason ?? error
    lifeline.finish()
    throw reason instanceof DeviceError ? reason.with({ host, port }) : reason
  }
}

interface Peer {
  readonly host: string
  readonly port: number
  readonly keepaliveMs: number
}

function createTransport(socket: Duplex, lifeline: Lifeline, peer: Peer): Transport {
  let isOpen = false
  socket.on('error', (cause) =>
    lifeline.fail(
      new DeviceError('closed', `${peer.host}:${peer.port} closed the connection: ${cause.message}`, {}, { cause }),
    ),
  )
  return {
    kind: 'telnet',
    ident: '',
    fingerprint: undefined,
    openShell: async () => {
      if (lifeline.reason) throw lifeline.reason
      if (isOpen) throw new DeviceError('unsupported', 'a telnet connection has one shell', { phase: 'login' })
      isOpen = true
      return createChannel(socket, lifeline, peer.keepaliveMs)
    },
    exec: async () => undefined,
    fail: lifeline.fail,
    close: async () => {
      if (!socket.destroyed) {
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
        socket.resume()
        socket.end()
        await Promise.race([closed, delay(GOODBYE_MS, undefined, { ref: false })])
      }
      lifeline.finish()
    },
  }
}

/** The connection's one shell, without Telnet's own bytes. */
function createChannel(socket: Duplex, lifeline: Lifeline, keepaliveMs: number): ByteChannel {
  const protocol = createTelnetProtocol()
  const inbox = createInbox({ pause: () => socket.pause(), resume: () => socket.resume() }, lifeline)
  const send = (bytes: Buffer) => {
    if (bytes.length > 0 && socket.writable) socket.write(bytes)
  }
  socket.on('data', (chunk: Buffer) => {
    const { text, replies } = protocol.receive(chunk)
    send(replies)
    inbox.push(text)
  })
  const end = () => inbox.end({ isCutOff: true })
  if (socket.destroyed) end()
  socket.on('close', end)
  const pulse = setInterval(() => {
    if (protocol.isSpoken) send(NO_OPERATION)
  }, keepaliveMs).unref()
  lifeline.onEnd(() => clearInterval(pulse))
  return {
    read: inbox.read,
    write: (typed) => send(protocol.encode(typed)),
    close: () => socket.end(),
  }
}
