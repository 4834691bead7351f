import { Client } from 'ssh2'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { DEFAULT_BUDGETS, type Budgets } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import { offerFor, toSsh2, type AlgorithmOffer, type AlgorithmProfile } from './algorithms.ts'
import { dial } from './dial.ts'
import { readHostKey, type HostKey } from './host-key.ts'
import type { HostKeyPolicy } from './host-keys.ts'
import { createLifeline, type Lifeline } from './lifeline.ts'
import type { RefusedAddress } from './refused-address.ts'
import { createAuthHandler, type Credential } from './ssh-auth.ts'
import { createSshChannel } from './ssh-channel.ts'
import { explainFailure } from './ssh-errors.ts'
import type { ExecChannel, Transport } from './transport.ts'
import { tapWire, type WireTap } from './wire-tap.ts'

/** How to reach a device by SSH. `hostKey` has no default: nothing accepts any key. */
export interface SshOptions {
  readonly host: string
  readonly port?: number
  readonly credential: Credential
  /** Appended to the user name on the wire. */
  readonly usernameSuffix?: string
  readonly hostKey: HostKeyPolicy
  readonly algorithms?: AlgorithmProfile
  readonly budgets?: Partial<Budgets>
  readonly keepaliveMs?: number
  /** Addresses that are never dialled, beside those that no one ever dials. */
  readonly refuse?: readonly RefusedAddress[]
  readonly signal?: AbortSignal
}

/** Terminal that is asked for; a device may ignore it, so wrapped lines must work too. */
const TERMINAL = { term: 'vt100', cols: 511, rows: 1000, width: 0, height: 0 }
const KEEPALIVE_MISSES = 3
/** How long a peer may take to close its side. */
const GOODBYE_MS = 500

/** State of one handshake, shared by its steps. */
interface Handshake {
  readonly host: string
  readonly port: number
  readonly profile: AlgorithmProfile
  readonly budgets: Budgets
  readonly offer: AlgorithmOffer
  readonly client: Client
  readonly socket: Socket
  readonly tap: WireTap
  readonly lifeline: Lifeline
}

/** Opens a connection and logs in: the one place that makes SSH clients.
 *  Throws `unreachable`, `timeout`, `closed`, `host_key`, `algorithm`, `auth`, `unsupported` or `cancelled`; the socket is gone by then. */
export async function connectSsh(options: SshOptions): Promise<Transport> {
  const budgets = { ...DEFAULT_BUDGETS, ...options.budgets }
  const { host, port = 22, algorithms: profile = 'modern' } = options
  const lifeline = createLifeline({ totalMs: budgets.totalMs, signal: options.signal })
  try {
    const offer = offerFor(profile, await options.hostKey.knownTypes({ host, port }))
    const socket = await dial({ host, port, connectMs: budgets.connectMs, refuse: options.refuse }, lifeline)
    const end = (kind: 'unsupported' | 'algorithm', message: string) =>
      lifeline.fail(new DeviceError(kind, `${host}:${port} ${message}`, { phase: 'key-exchange' }))
    const tap = tapWire(socket, {
      bannerBytes: budgets.bannerBytes,
      kex: offer.kex,
      onFlood: () => end('unsupported', `sent more than ${budgets.bannerBytes} bytes before its SSH identification`),
      onHugeGroup: (bits) => end('algorithm', `chose a group of ${bits} bits; at most 4096 can be checked in time`),
    })
    const hand: Handshake = { host, port, profile, budgets, offer, client: new Client(), socket, tap, lifeline }
    const hostKey = await logIn(hand, options)
    return createTransport(hand, hostKey)
  } catch (error) {
    const reason = lifeline.reason ?? error
    lifeline.finish()
    throw reason instanceof DeviceError ? reason.with({ host, port }) : reason
  }
}

/** From the first byte on ssh2 must listen too, so nothing is awaited before `connect`. */
async function logIn(hand: Handshake, options: SshOptions): Promise<HostKey> {
  const { client, lifeline, budgets, host, port } = hand
  const address = { host, port }
  const handshake = Promise.withResolvers<void>()
  const ready = Promise.withResolvers<void>()
  let presented: HostKey | undefined
  let remember: () => Promise<void> = async () => undefined
  let remembered: Promise<void> | undefined

  const verify = (blob: Buffer, answer: (isTrusted: boolean) => void) => {
    presented = readHostKey(blob)
    options.hostKey.judge(address, presented).then((verdict) => {
      if (verdict.trusted) remember = verdict.remember ?? remember
      else lifeline.fail(new DeviceError('host_key', verdict.message, { phase: 'key-exchange', hint: verdict.hint }))
      answer(verdict.trusted)
    }, lifeline.fail)
  }
  watch(hand, { handshake: handshake.resolve, ready: ready.resolve })
  const loginName = options.credential.username + (options.usernameSuffix ?? '')
  client.connect({
    sock: hand.socket,
    username: loginName,
    authHandler: createAuthHandler(
      { ...options.credential, loginName },
      lifeline.fail,
      () => (remembered ??= remember()),
    ),
    hostVerifier: verify,
    algorithms: toSsh2(hand.offer),
    readyTimeout: 0, // the budgets below are finer
    keepaliveInterval: options.keepaliveMs ?? 60_000,
    keepaliveCountMax: KEEPALIVE_MISSES,
  })
  await lifeline.within(budgets.keyExchangeMs, handshake.promise, () => lateKeyExchange(hand))
  await lifeline.within(budgets.authMs, ready.promise, () => {
    return new DeviceError('timeout', `${host}:${port} did not finish the login within ${budgets.authMs / 1000} s`, {
      phase: 'auth',
    })
  })
  if (!presented) throw new DeviceError('host_key', `${host}:${port} presented no host key`)
  return presented
}

/** Turns ssh2's events into the steps of the handshake or the end of the visit. */
function watch(hand: Handshake, step: { readonly handshake: () => void; readonly ready: () => void }): void {
  const { client, lifeline, budgets } = hand
  lifeline.onEnd(() => client.destroy())
  let bannerBytes = 0
  client.on('handshake', (agreed) => {
    const isOpenToTerrapin = agreed.cs.cipher.startsWith('chacha20') && !hand.tap.offer?.strict
    if (isOpenToTerrapin)
      lifeline.fail(explainFailure(hand, new Error('chacha20-poly1305 without strict key exchange')))
    else step.handshake()
  })
  client.on('banner', (text) => {
    bannerBytes += text.length
    if (bannerBytes > budgets.bannerBytes)
      lifeline.fail(
        new DeviceError('unsupported', `the login banner is over ${budgets.bannerBytes} bytes`, { phase: 'auth' }),
      )
  })
  client.on('change password', () =>
    lifeline.fail(new DeviceError('auth', 'the device wants a new password', { phase: 'auth' })),
  )
  client.on('ready', step.ready)
  client.on('error', (error) => lifeline.fail(explainFailure(hand, error)))
  client.on('close', () => lifeline.fail(explainFailure(hand, undefined)))
}

function lateKeyExchange({ host, port, tap, budgets }: Handshake): DeviceError {
  if (tap.ident !== undefined || tap.greeting === '') {
    return new DeviceError(
      'timeout',
      `${host}:${port} did not finish the key exchange within ${budgets.keyExchangeMs / 1000} s`,
      { phase: 'key-exchange' },
    )
  }
  return new DeviceError('unsupported', `${host}:${port} does not speak SSH; it says "${tap.greeting.slice(0, 80)}"`, {
    phase: 'key-exchange',
  })
}

function createTransport(hand: Handshake, hostKey: HostKey): Transport {
  const { client, lifeline, budgets, socket } = hand
  const open = <T>(what: string, work: Promise<T>) =>
    lifeline.within(
      budgets.authMs,
      work,
      () => new DeviceError('timeout', `${what} was not opened in time`, { phase: 'login' }),
    )
  return {
    kind: 'ssh',
    ident: hand.tap.ident ?? '',
    fingerprint: hostKey.fingerprint,
    openShell: () => open('the shell', openShell(client, lifeline)),
    exec: (command) => open('the exec channel', openExec(client, command, lifeline)),
    fail: lifeline.fail,
    close: async () => {
      if (!socket.destroyed) {
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
        client.end()
        await Promise.race([closed, delay(GOODBYE_MS, undefined, { ref: false })])
      }
      lifeline.finish()
    },
  }
}

const openShell = (client: Client, lifeline: Lifeline): Promise<ExecChannel> =>
  new Promise((resolve, reject) => {
    const refused = (cause: Error) =>
      new DeviceError('unsupported', `the device opens no shell: ${cause.message}`, { phase: 'login' }, { cause })
    whileConnected(reject, () =>
      client.shell(TERMINAL, (error, stream) => {
        if (error) reject(refused(error))
        else resolve(createSshChannel(stream, lifeline))
      }),
    )
  })

const openExec = (client: Client, command: string, lifeline: Lifeline): Promise<ExecChannel | undefined> =>
  new Promise((resolve, reject) => {
    whileConnected(reject, () =>
      client.exec(command, (error, stream) => resolve(error ? undefined : createSshChannel(stream, lifeline))),
    )
  })

/** ssh2 throws where it is asked for a channel after the device hung up. */
function whileConnected(reject: (error: DeviceError) => void, ask: () => void): void {
  try {
    ask()
  } catch (cause) {
    reject(new DeviceError('closed', 'the device hung up after the login', { phase: 'login' }, { cause }))
  }
}
