import type { Duplex } from 'node:stream'
import { Socket } from 'node:net'
import type { ClientChannel } from 'ssh2'
import { DEFAULT_BUDGETS, type Budgets } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import { asking } from './asking.ts'
import type { AlgorithmProfile } from './algorithms.ts'
import { dial, refuseBehindHop, type DialOptions } from './dial.ts'
import type { HostKeyPolicy } from './host-keys.ts'
import { renaming, type Lifeline } from './lifeline.ts'
import type { Credential } from './credential.ts'
import { logIn, offerTo, type SshLogin, type SshPeer } from './ssh-client.ts'

/** An SSH server on the way to a device. It has everything of its own; nothing of the device's reaches it. */
export interface JumpHost {
  readonly host: string
  readonly port?: number
  readonly credential: Credential
  readonly hostKey: HostKeyPolicy
  readonly algorithms?: AlgorithmProfile
  readonly keepaliveMs?: number
  /** Its own deadlines. */
  readonly budgets?: Partial<Pick<Budgets, 'connectMs' | 'keyExchangeMs' | 'authMs' | 'bannerBytes'>>
}

export interface ReachOptions extends DialOptions {
  /** From the nearest to the one beside the device. Default: none. */
  readonly jump?: readonly JumpHost[] | undefined
}

/** Opens a stream to somewhere, within `connectMs`; the lifeline hears of a failure. */
type Open = (to: DialOptions, lifeline: Lifeline) => Promise<Duplex>

/** Opens a stream to `host:port`, through the jump hosts if there are any. The lifeline closes all of it, from far to near;
 *  what goes wrong at a jump host says which one, and one that dies later ends the visit as `closed`. Names behind a jump
 *  host are looked up there. */
export async function reach({ jump = [], ...target }: ReachOptions, lifeline: Lifeline): Promise<Duplex> {
  let open: Open = dial
  for (const [at, hop] of jump.entries()) {
    const name = `hop ${at + 1} of ${jump.length}, ${hop.host}:${hop.port ?? 22}`
    open = await passThrough(hop, { name, open, lifeline, refuse: target.refuse })
  }
  return open(target, lifeline)
}

interface Leg {
  readonly name: string
  /** How the hop itself is reached. */
  readonly open: Open
  readonly lifeline: Lifeline
  readonly refuse: DialOptions['refuse']
}

/** Logs in at a hop; gives how to get on from there. */
async function passThrough(hop: JumpHost, { name, open, lifeline, refuse }: Leg): Promise<Open> {
  const named = (error: DeviceError) => atHop(error, name)
  const own = renaming(lifeline, named)
  const budgets = { ...DEFAULT_BUDGETS, ...hop.budgets }
  const peer: SshPeer = { ...hop, port: hop.port ?? 22, budgets }
  try {
    const offer = await offerTo(peer)
    const stream = await open({ host: peer.host, port: peer.port, connectMs: budgets.connectMs, refuse }, own)
    const login = await logIn(peer, stream, { offer, lifeline: own })
    lifeline.onEnd(() => sayGoodbye(login, stream, lifeline))
    return (to, farLifeline) => forward(login, to, { lifeline: farLifeline, hop: name })
  } catch (error) {
    throw lifeline.reason ?? (error instanceof DeviceError ? named(error) : error)
  }
}

/** The error of one hop, with the hop's name before all else. */
function atHop(error: DeviceError, hop: string): DeviceError {
  if (error.details.hop !== undefined) return error
  const { host: _host, port: _port, ...details } = error.details
  const other = new DeviceError(error.kind, `${hop}: ${error.message}`, { ...details, hop }, { cause: error.cause })
  return other
}

/** In good order a hop hears that we leave; after a failure its socket just goes. */
function sayGoodbye({ leave }: SshLogin, stream: Duplex, lifeline: Lifeline): void {
  if (lifeline.reason || !(stream instanceof Socket)) return
  void leave()
  stream.destroySoon()
}

/** Source: RFC 4254 section 5.1. */
const PROHIBITED = [1, 3]

async function forward(
  { client }: SshLogin,
  to: DialOptions,
  { lifeline, hop }: { readonly lifeline: Lifeline; readonly hop: string },
): Promise<Duplex> {
  const where = `${to.host}:${to.port}`
  await refuseBehindHop(to)
  const unreachable = (why: string, cause?: Error) =>
    new DeviceError('unreachable', `${where} can't be reached from ${hop}: ${why}`, { phase: 'connect' }, { cause })
  const prohibited = (cause: Error) =>
    new DeviceError(
      'unsupported',
      `${hop}: it does not forward to ${where}`,
      { phase: 'connect', hop, hint: 'allow TCP forwarding to this address on the jump host' },
      { cause },
    )
  const promise = asking<ClientChannel>((resolve, reject) =>
    client.forwardOut('127.0.0.1', 0, to.host, to.port, (cause, channel) => {
      const { reason } = (cause ?? {}) as { readonly reason?: number }
      if (!cause) resolve(channel)
      else reject(PROHIBITED.includes(reason ?? 0) ? prohibited(cause) : unreachable(cause.message, cause))
    }),
  )
  const named = promise.catch((error: DeviceError) => {
    throw error.kind === 'closed' ? atHop(error, hop) : error
  })
  promise.then(
    (channel) => lifeline.onEnd(() => void channel.destroy()),
    () => undefined, // told below
  )
  return lifeline.within(to.connectMs, named, () => unreachable(`no answer within ${to.connectMs / 1000} s`))
}
