import { setTimeout as delay } from 'node:timers/promises'
import { DEFAULT_BUDGETS, type Budgets } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import type { AlgorithmProfile } from './algorithms.ts'
import type { HostKeyPolicy } from './host-keys.ts'
import { createLifeline, type Lifeline } from './lifeline.ts'
import type { RefusedAddress } from './refused-address.ts'
import type { Credential } from './credential.ts'
import { createChannels } from './ssh-channels.ts'
import { logIn, offerTo, type SshLogin, type SshPeer } from './ssh-client.ts'
import { reach, type JumpHost } from './ssh-jump.ts'
import type { Transport } from './transport.ts'

/** How to reach a device by SSH. `hostKey` has no default: nothing accepts any key. */
export interface SshOptions {
  readonly host: string
  readonly port?: number
  readonly credential: Credential
  /** Appended to the user name on the wire. */
  readonly usernameSuffix?: string
  /** The user name on the wire, where only the shell wants to know the real one. */
  readonly sshUser?: string | undefined
  /** `in-shell`: the device lets everybody in without authentication, and its shell asks. Default: `ssh`. */
  readonly login?: 'ssh' | 'in-shell'
  readonly hostKey: HostKeyPolicy
  readonly algorithms?: AlgorithmProfile
  readonly budgets?: Partial<Budgets>
  /** Silence after which the device is asked for a sign of life; three unanswered ones end the visit. Default: 60 s. */
  readonly keepaliveMs?: number
  /** Bytes after which new keys are agreed on. Default: 1 GiB. */
  readonly rekeyBytes?: number
  /** Jump hosts on the way, from the nearest to the one beside the device. Default: none. */
  readonly jump?: readonly JumpHost[]
  /** Addresses that are never dialled, beside those that no one ever dials. */
  readonly refuse?: readonly RefusedAddress[]
  readonly signal?: AbortSignal
}

/** How long a peer may take to close its side. */
const GOODBYE_MS = 500

/** Opens a connection, through jump hosts if there are any, and logs in.
 *  Throws `unreachable`, `timeout`, `closed`, `host_key`, `algorithm`, `auth`, `unsupported` or `cancelled`; the sockets are gone by then. */
export async function connectSsh(options: SshOptions): Promise<Transport> {
  const budgets = { ...DEFAULT_BUDGETS, ...options.budgets }
  const peer: SshPeer = { ...options, port: options.port ?? 22, budgets }
  const { host, port } = peer
  const lifeline = createLifeline({ totalMs: budgets.totalMs, signal: options.signal })
  try {
    const offer = await offerTo(peer)
    const { connectMs } = budgets
    const stream = await reach({ host, port, connectMs, refuse: options.refuse, jump: options.jump }, lifeline)
    return createTransport(await logIn(peer, stream, { offer, lifeline }), budgets, lifeline)
  } catch (error) {
    const reason = lifeline.reason ?? error
    lifeline.finish()
    throw reason instanceof DeviceError ? reason.with({ host, port }) : reason
  }
}

function createTransport(login: SshLogin, budgets: Budgets, lifeline: Lifeline): Transport {
  const { client } = login
  return {
    kind: 'ssh',
    ident: login.ident,
    fingerprint: login.hostKey.fingerprint,
    ...createChannels({ client, lifeline, budgets }),
    fail: lifeline.fail,
    close: async () => {
      await Promise.race([login.leave(), delay(GOODBYE_MS, undefined, { ref: false })])
      lifeline.finish()
    },
  }
}
