import { Agent } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Budgets } from '../../budgets.ts'
import type { AlgorithmProfile } from '../algorithms.ts'
import type { HostKeyPolicy } from '../host-keys.ts'
import type { Lifeline } from '../lifeline.ts'
import type { RefusedAddress } from '../refused-address.ts'
import { reach, type JumpHost } from '../ssh-jump.ts'
import { secure } from './tls.ts'

export interface ConnectionOptions {
  readonly host: string
  readonly port: number
  readonly hostKey: HostKeyPolicy
  /** `none`: plain HTTP, the credential goes over the wire as it is. */
  readonly tls?: 'none' | { readonly ca: string } | undefined
  readonly algorithms: AlgorithmProfile
  readonly refuse?: readonly RefusedAddress[] | undefined
  readonly jump?: readonly JumpHost[] | undefined
}

/** The connections of one visit, one at a time: each is dialled and judged by the same rules, none is anybody else's. */
export interface Connection {
  readonly agent: Agent
  /** Of the certificate that was accepted; undefined without TLS. */
  readonly fingerprint: string | undefined
}

/** Opens the first connection at once, so that what is wrong with it shows before anything is asked. */
export async function openConnection(
  options: ConnectionOptions,
  budgets: Budgets,
  lifeline: Lifeline,
): Promise<Connection> {
  const first = await open(options, budgets, lifeline)
  let waiting: Duplex | undefined = first.socket
  first.socket.once('close', () => (waiting = undefined))
  const next = async (): Promise<Duplex> => {
    const socket = waiting ?? (await open(options, budgets, lifeline)).socket
    waiting = undefined
    return socket
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  agent.createConnection = (_options, callback) => {
    next().then(
      (socket) => callback?.(null, socket),
      (error: unknown) => callback?.(error instanceof Error ? error : new Error(String(error)), undefined as never),
    )
    return undefined
  }
  lifeline.onEnd(() => agent.destroy())
  return { agent, fingerprint: first.fingerprint }
}

async function open(
  { host, port, hostKey, tls, algorithms: profile, refuse, jump }: ConnectionOptions,
  { connectMs, keyExchangeMs: handshakeMs }: Budgets,
  lifeline: Lifeline,
): Promise<{ socket: Duplex; fingerprint: string | undefined }> {
  const socket = await reach({ host, port, connectMs, refuse, jump }, lifeline)
  if (tls === 'none') {
    socket.on('error', () => undefined) // whoever uses it hears of it
    return { socket, fingerprint: undefined }
  }
  const secured = await secure(socket, { host, port, hostKey, ca: tls?.ca, profile, handshakeMs }, lifeline)
  return { socket: secured.socket, fingerprint: secured.key.fingerprint }
}
