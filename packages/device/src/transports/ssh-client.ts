import { Client, type Algorithms } from 'ssh2'
import type { Duplex } from 'node:stream'
import type { Budgets } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import { offerFor, type AlgorithmOffer, type AlgorithmProfile } from './algorithms.ts'
import type { Credential } from './credential.ts'
import { readHostKey, type HostAddress, type HostKey } from './host-key.ts'
import type { HostKeyPolicy } from './host-keys.ts'
import type { Lifeline } from './lifeline.ts'
import { createAuthHandler } from './ssh-auth.ts'
import { explainFailure, notSsh } from './ssh-errors.ts'
import { keepKeysAsObjects } from './ssh-key-objects.ts'
import { tapWire, type WireTap } from './wire-tap.ts'

/** One end of an SSH connection: the device, or a jump host on the way to it. */
export interface SshPeer extends HostAddress {
  readonly credential: Credential
  /** Appended to the user name on the wire. */
  readonly usernameSuffix?: string | undefined
  /** The user name on the wire, where only the shell wants to know the real one. */
  readonly sshUser?: string | undefined
  /** `in-shell`: the device lets everybody in and asks in its shell. */
  readonly login?: 'ssh' | 'in-shell' | undefined
  readonly hostKey: HostKeyPolicy
  readonly algorithms?: AlgorithmProfile | undefined
  readonly budgets: Budgets
  readonly keepaliveMs?: number | undefined
  readonly rekeyBytes?: number | undefined
}

/** A login that succeeded. */
export interface SshLogin {
  readonly client: Client
  readonly ident: string
  readonly hostKey: HostKey
  /** Says goodbye; settles when the connection is closed. */
  readonly leave: () => Promise<void>
}

/** State of one handshake, shared by its steps. */
interface Handshake {
  readonly peer: SshPeer
  readonly profile: AlgorithmProfile
  readonly offer: AlgorithmOffer
  readonly client: Client
  readonly tap: WireTap
  readonly lifeline: Lifeline
}

const KEEPALIVE_MISSES = 3
/** After this much new keys are agreed on. Source: RFC 4253 section 9, at least once for every gigabyte. */
const REKEY_BYTES = 1024 ** 3

/** What to offer to a peer: its profile, with the kinds of key that are known for it first. */
export const offerTo = async ({ host, port, hostKey, algorithms = 'modern' }: SshPeer): Promise<AlgorithmOffer> =>
  offerFor(algorithms, await hostKey.knownTypes({ host, port }))

/** Exchanges keys and logs in over a stream: the one place that makes SSH clients. Nothing may be awaited between the
 *  stream's first byte and this call. Throws `timeout`, `closed`, `host_key`, `algorithm`, `auth` or `unsupported`. */
export async function logIn(
  peer: SshPeer,
  stream: Duplex,
  { offer, lifeline }: { readonly offer: AlgorithmOffer; readonly lifeline: Lifeline },
): Promise<SshLogin> {
  const { budgets, host, port, algorithms: profile = 'modern' } = peer
  const end = (kind: 'unsupported' | 'algorithm', message: string) =>
    lifeline.fail(new DeviceError(kind, `${host}:${port} ${message}`, { phase: 'key-exchange' }))
  const tap = tapWire(stream, {
    bannerBytes: budgets.bannerBytes,
    kex: offer.kex,
    onFlood: () => end('unsupported', `sent more than ${budgets.bannerBytes} bytes before its SSH identification`),
    onHugeGroup: (bits) => end('algorithm', `chose a group of ${bits} bits; at most 4096 can be checked in time`),
  })
  const hand: Handshake = { peer, profile, offer, client: new Client(), tap, lifeline }
  const steps = watch(hand)
  const guard = guardHostKey(hand)
  connect(hand, stream, guard)
  await lifeline.within(budgets.keyExchangeMs, steps.handshake, () => lateKeyExchange(hand))
  await lifeline.within(budgets.authMs, steps.ready, () => lateLogin(hand))
  const hostKey = guard.presented()
  if (!hostKey) throw new DeviceError('host_key', `${host}:${port} presented no host key`)
  renewKeys(hand, stream)
  return { client: hand.client, ident: tap.ident ?? '', hostKey, leave: steps.leave }
}

type HostKeyGuard = ReturnType<typeof guardHostKey>

function connect({ peer, client, offer, lifeline }: Handshake, sock: Duplex, guard: HostKeyGuard): void {
  const loginName = peer.sshUser ?? peer.credential.username + (peer.usernameSuffix ?? '')
  client.connect({
    sock,
    username: loginName,
    authHandler: createAuthHandler(
      { ...peer.credential, loginName, login: peer.login ?? 'ssh' },
      { lifeline, gate: guard.remember },
    ),
    hostVerifier: guard.verify,
    algorithms: toSsh2(offer),
    readyTimeout: 0, // the budgets are finer
    keepaliveInterval: peer.keepaliveMs ?? 60_000,
    keepaliveCountMax: KEEPALIVE_MISSES,
  })
}

/** Judges the key of the first exchange; every later exchange must show the same one. */
function guardHostKey({ peer, lifeline }: Handshake) {
  const { host, port } = peer
  let presented: HostKey | undefined
  let remember: () => Promise<void> = async () => undefined
  let remembered: Promise<void> | undefined
  const refuse = (message: string, hint: string) =>
    lifeline.fail(new DeviceError('host_key', message, { phase: 'key-exchange', hint }))

  const judge = async (key: HostKey): Promise<boolean> => {
    const verdict = await peer.hostKey.judge({ host, port }, key)
    if (verdict.trusted) remember = verdict.remember ?? remember
    else refuse(verdict.message, verdict.hint)
    return verdict.trusted
  }
  const verify = (blob: Buffer, answer: (isTrusted: boolean) => void): void => {
    const key = readHostKey(blob)
    const first = (presented ??= key)
    if (first === key) return void judge(key).then(answer, lifeline.fail)
    const isSame = first.base64 === key.base64
    if (!isSame)
      refuse(`${host}:${port} showed another host key in the middle of the visit`, 'someone may be in between')
    answer(isSame)
  }
  return { verify, presented: () => presented, remember: () => (remembered ??= remember()) }
}

/** Turns ssh2's events into the steps of the handshake or the end of the visit. */
function watch(hand: Handshake) {
  const { client, lifeline, peer, tap } = hand
  const handshake = Promise.withResolvers<void>()
  const ready = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  let isReady = false
  let isLeaving = false
  let bannerBytes = 0
  const explain = (cause?: Error) => explainFailure({ ...peer, profile: hand.profile, tap, isReady }, cause)

  lifeline.onEnd(() => client.destroy())
  client.on('handshake', (agreed) => {
    keepKeysAsObjects(client)
    const isOpenToTerrapin = agreed.cs.cipher.startsWith('chacha20') && !tap.offer?.strict
    if (isOpenToTerrapin) lifeline.fail(explain(new Error('chacha20-poly1305 without strict key exchange')))
    else handshake.resolve()
  })
  client.on('banner', (text) => {
    bannerBytes += text.length
    const { bannerBytes: most } = peer.budgets
    if (bannerBytes > most)
      lifeline.fail(new DeviceError('unsupported', `the login banner is over ${most} bytes`, { phase: 'auth' }))
  })
  client.on('change password', () =>
    lifeline.fail(
      new DeviceError('auth', 'the device wants a new password', {
        phase: 'auth',
        hint: 'log in by hand once and change it',
      }),
    ),
  )
  client.on('ready', () => {
    isReady = true
    ready.resolve()
  })
  client.on('error', (error) => lifeline.fail(explain(error)))
  client.on('close', () => {
    if (!isLeaving) lifeline.fail(explain())
    closed.resolve()
  })
  const leave = (): Promise<void> => {
    isLeaving = true
    client.end()
    return closed.promise
  }
  return { handshake: handshake.promise, ready: ready.promise, leave }
}

/** Asks for new keys now and then. ssh2 can do it, though its client has no method for it. */
function renewKeys({ client, peer }: Handshake, stream: Duplex): void {
  const { rekeyBytes = REKEY_BYTES } = peer
  const { _protocol } = client as unknown as { readonly _protocol: { rekey(): void } }
  let bytes = 0
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes < rekeyBytes) return
    bytes = 0
    _protocol.rekey()
  })
}

function lateKeyExchange({ peer: { host, port, budgets }, tap }: Handshake): DeviceError {
  const isOther = tap.ident === undefined && tap.greeting !== '' && !/^S(S(H(-|$)|$)|$)/.test(tap.greeting)
  if (isOther) return notSsh(`${host}:${port}`, tap.greeting)
  const message = `${host}:${port} did not finish the key exchange within ${budgets.keyExchangeMs / 1000} s`
  return new DeviceError('timeout', message, { phase: 'key-exchange' })
}

const lateLogin = ({ peer: { host, port, budgets } }: Handshake): DeviceError =>
  new DeviceError('timeout', `${host}:${port} did not finish the login within ${budgets.authMs / 1000} s`, {
    phase: 'auth',
  })

/** The offer in ssh2's type, whose lists are literal unions. */
const toSsh2 = (offer: AlgorithmOffer): Algorithms => ({ ...offer, compress: ['none'] }) as unknown as Algorithms
