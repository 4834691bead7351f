import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Budgets } from '../../budgets.ts'
import { DeviceError } from '../../errors.ts'
import type { RefusedAddress } from '../refused-address.ts'
import type { ByteChannel, Transport } from '../transport.ts'
import { createRandom } from './random.ts'

/** The device's end of one channel, as a test moves it. */
export interface Peer extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /** Connections that are open now. */
  readonly open: number
  /** What was typed at it, in the transport's own bytes undone. */
  readonly typed: string
  /** Sends these pieces one by one; gives false once the client takes no more for now. */
  say(...pieces: readonly Buffer[]): boolean
  /** Ends the channel as a device does that has no more to say. */
  hangUp(): void
  /** Breaks the connection off. */
  reset(): void
}

export interface Dial {
  readonly host: string
  readonly port: number
  readonly budgets?: Partial<Budgets>
  readonly refuse?: readonly RefusedAddress[]
  readonly signal?: AbortSignal
}

/** A channel on which something was said, by whatever means. */
export interface ChannelUnderTest {
  readonly name: string
  /** A channel on which the device says these pieces one by one, and then stays or ends. */
  open(pieces: readonly Buffer[], then: 'stay' | 'end'): Promise<Said>
}

interface Said extends AsyncDisposable {
  readonly transport: Transport
  readonly channel: ByteChannel
}

/** One kind of transport, and a device to try it on. */
export interface TransportUnderTest {
  readonly name: string
  startPeer(): Promise<Peer>
  connect(dial: Dial): Promise<Transport>
  /** The channel that the peer's `say` goes to: a shell, or the answer to a question. It resolves as soon as the peer may speak. */
  openChannel(transport: Transport): Promise<ByteChannel>
  /** Whether text can be typed into the channel. */
  readonly isTyped: boolean
}

/** An open channel between a transport and its peer. */
async function meet(kind: TransportUnderTest, options: Partial<Dial> = {}) {
  const peer = await kind.startPeer()
  const transport = await kind.connect({ host: peer.host, port: peer.port, ...options })
  const channel = await kind.openChannel(transport)
  await expect.poll(() => peer.open, { interval: 5 }).toBe(1)
  return {
    peer,
    transport,
    channel,
    [Symbol.asyncDispose]: async () => {
      await transport.close()
      await peer[Symbol.asyncDispose]()
    },
  }
}

const PATIENCE_MS = 5000
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
const boom = new DeviceError('incomplete', 'enough')

/** Reads until so many bytes are there. */
async function readBytes(channel: ByteChannel, count: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for (let length = 0; length < count;) {
    const chunk = await channel.read(PATIENCE_MS)
    if (chunk === 'silence' || chunk === 'end') throw new Error(`${chunk} after ${length} of ${count} bytes`)
    chunks.push(chunk)
    length += chunk.length
  }
  return Buffer.concat(chunks)
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => new Error(`no error but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )

/** What is polled until the socket is free: within a second. */
const freeing = (peer: Peer) => [() => peer.open, { timeout: 1000, interval: 10 }] as const

/** What every transport must hold, whatever it speaks. */
export function testTransport(kind: TransportUnderTest): void {
  testChannel({ name: kind.name, open: (pieces, then) => say(kind, pieces, then) })
  describe(`${kind.name}, as every transport`, () => {
    testWaiting(kind)
    testEnds(kind)
    testBudgets(kind)
    testAddresses(kind)
  })
}

async function say(kind: TransportUnderTest, pieces: readonly Buffer[], then: 'stay' | 'end'): Promise<Said> {
  const visit = await meet(kind)
  for (const piece of pieces) {
    visit.peer.say(piece)
    if (piece.length % 4 === 0) await new Promise(setImmediate)
  }
  if (then === 'end') visit.peer.hangUp()
  return visit
}

/** What every channel must hold, also one without a network. */
export function testChannel({ name, open }: ChannelUnderTest): void {
  describe(`a channel over ${name}`, () => {
    it('brings every byte, however it is split', async () => {
      const random = createRandom(Date.now() % 1_000_000)
      const whole = Buffer.concat(Array.from({ length: 20 }, () => EVERY_BYTE))
      const pieces: Buffer[] = []
      for (let at = 0; at < whole.length; at += pieces.at(-1)?.length ?? 0)
        pieces.push(whole.subarray(at, at + 1 + random.below(300)))
      await using said = await open(pieces, 'stay')
      const bytes = await readBytes(said.channel, whole.length)
      expect({ seed: random.seed, bytes }).toEqual({ seed: random.seed, bytes: whole })
      expect(await said.channel.read(50)).toBe('silence')
    })

    it('says end behind the last byte, as often as it is asked', async () => {
      await using said = await open([Buffer.from('bye')], 'end')
      expect((await readBytes(said.channel, 3)).toString()).toBe('bye')
      expect(await said.channel.read(PATIENCE_MS)).toBe('end')
      expect(await said.channel.read(PATIENCE_MS)).toBe('end')
      said.channel.write('nobody hears this')
    })

    it('gives the error to every read once the visit has failed', async () => {
      await using said = await open([], 'stay')
      said.transport.fail(boom)
      expect(await failureOf(said.channel.read(PATIENCE_MS))).toBe(boom)
      said.transport.fail(new DeviceError('closed', 'a later reason counts no more'))
      expect(await failureOf(said.channel.read(PATIENCE_MS))).toBe(boom)
    })
  })
}

function testWaiting(kind: TransportUnderTest): void {
  it('says silence when nothing comes in time, and loses nothing by it', async () => {
    await using visit = await meet(kind)
    const started = performance.now()
    expect(await visit.channel.read(60)).toBe('silence')
    expect(performance.now() - started).toBeGreaterThan(55)
    visit.peer.say(Buffer.from('late'))
    expect((await readBytes(visit.channel, 4)).toString()).toBe('late')
  })

  // An API is asked in requests; there is nothing to type.
  it.each(kind.isTyped ? [EVERY_BYTE] : [])('takes what is typed, every byte', async (bytes) => {
    await using visit = await meet(kind)
    const typed = bytes.toString('latin1').replace(/[\r\n]/g, '')
    visit.channel.write(typed)
    await expect.poll(() => visit.peer.typed, { timeout: PATIENCE_MS }).toBe(typed)
  })

  it('holds the device back while nobody reads', async () => {
    await using visit = await meet(kind)
    const piece = Buffer.alloc(64 * 1024, 'x')
    let sent = 0
    while (sent < 64 * 1024 * 1024 && visit.peer.say(piece)) {
      sent += piece.length
      await new Promise(setImmediate)
    }
    expect(sent).toBeLessThan(32 * 1024 * 1024)
    await readBytes(visit.channel, sent)
  })
}

function testEnds(kind: TransportUnderTest): void {
  it('has closed where the device breaks off', async () => {
    await using visit = await meet(kind)
    visit.peer.reset()
    const result = await visit.channel.read(PATIENCE_MS).catch((error: DeviceError) => error.kind)
    expect(['end', 'closed']).toContain(result)
    await expect.poll(...freeing(visit.peer)).toBe(0)
  })

  it('ends by fail: what waits throws it, and the socket is free', async () => {
    await using visit = await meet(kind)
    const waiting = failureOf(visit.channel.read(PATIENCE_MS))
    visit.transport.fail(boom)
    expect(await waiting).toBe(boom)
    await expect.poll(...freeing(visit.peer)).toBe(0)
  })

  it('ends by close: the socket is free, also a second time', async () => {
    await using visit = await meet(kind)
    await visit.transport.close()
    await expect.poll(...freeing(visit.peer)).toBe(0)
    await visit.transport.close()
  })
}

function testBudgets(kind: TransportUnderTest): void {
  it('ends as cancelled at once when its signal says so', async () => {
    const abort = new AbortController()
    await using visit = await meet(kind, { signal: abort.signal })
    const waiting = failureOf(visit.channel.read(PATIENCE_MS))
    abort.abort()
    expect(await waiting).toMatchObject({ kind: 'cancelled' })
    await expect.poll(...freeing(visit.peer)).toBe(0)
  })

  it('dials nobody when its signal has already spoken', async () => {
    await using peer = await kind.startPeer()
    const { host, port } = peer
    expect(await failureOf(kind.connect({ host, port, signal: AbortSignal.abort() }))).toMatchObject({
      kind: 'cancelled',
    })
    await delay(20)
    expect(peer.open).toBe(0)
  })

  it('ends as timeout when the whole visit takes too long', async () => {
    await using visit = await meet(kind, { budgets: { totalMs: 400 } })
    const started = performance.now()
    expect(await failureOf(visit.channel.read(PATIENCE_MS))).toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('0.4 s'),
    })
    expect(performance.now() - started).toBeLessThan(1400)
    await expect.poll(...freeing(visit.peer)).toBe(0)
  })
}

function testAddresses(kind: TransportUnderTest): void {
  it('never dials what is refused', async () => {
    const refuse = [{ host: 'localhost', port: 5432 }]
    for (const [host, port] of [
      ['169.254.169.254', 22],
      ['0.0.0.0', 22],
      ['127.0.0.1', 5432],
    ] as const) {
      expect(await failureOf(kind.connect({ host, port, refuse }))).toMatchObject({
        kind: 'unsupported',
        details: { phase: 'connect', host, port },
      })
    }
  })

  it('says unreachable where nobody listens, and where there is no address', async () => {
    const port = await unusedPort()
    expect(await failureOf(kind.connect({ host: '127.0.0.1', port }))).toMatchObject({
      kind: 'unreachable',
      details: { phase: 'connect', host: '127.0.0.1', port },
    })
    expect(await failureOf(kind.connect({ host: 'no-such-host.invalid', port }))).toMatchObject({ kind: 'unreachable' })
  })
}

async function unusedPort(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
