import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { DeviceError } from '../errors.ts'
import type { OpenSessionOptions } from '../open-session.ts'
import { findPlatform } from '../registry.ts'
import type { Session } from '../session/session.ts'
import { tofu } from '../transports/host-keys.ts'
import type { PooledOptions } from './pool-key.ts'
import { createSessionPool, type SessionPool } from './session-pool.ts'

const hostKey = tofu({ find: async () => [], add: async () => undefined })
const to = (host: string, more: Partial<PooledOptions> = {}): PooledOptions => ({
  host,
  platform: 'cisco_ios',
  credential: { username: 'u', password: () => 'secret-word' },
  hostKey,
  ...more,
})

/** Sessions that only count. */
function pretendDevices() {
  const seen = { opened: 0, closed: 0, most: 0, checks: 0, options: [] as OpenSessionOptions[] }
  const state = { isAtHome: true, opens: (_options: OpenSessionOptions): Promise<void> => Promise.resolve() }
  const open = async (options: OpenSessionOptions): Promise<Session> => {
    await state.opens(options)
    seen.opened += 1
    seen.options.push(options)
    seen.most = Math.max(seen.most, seen.opened - seen.closed)
    const send = async (command: string) => {
      if (command === 'fail') throw new DeviceError('rejected', 'as asked')
      return { output: String(seen.opened), exitStatus: null }
    }
    const platform = typeof options.platform === 'string' ? findPlatform(options.platform) : options.platform
    return {
      platform: platform!,
      fingerprint: undefined,
      send,
      isAtHome: async () => {
        seen.checks += 1
        return state.isAtHome
      },
      [Symbol.asyncDispose]: async () => void (seen.closed += 1),
    } as unknown as Session
  }
  return { open, seen, state }
}

const borrow = (pool: SessionPool, options: PooledOptions, command = 'show') =>
  pool.use(options, {}, (session) => session.send(command))
/** Until everything that was given back is idle or closed. */
const quiet = (pool: SessionPool) => expect.poll(() => pool.state.open - pool.state.idle).toBe(0)

describe('a pool', () => {
  it('lends the same session again to who wants the same', async () => {
    const { open, seen } = pretendDevices()
    await using pool = createSessionPool({}, open)
    for (let round = 0; round < 5; round++) await borrow(pool, to('a'))
    expect(seen.opened).toBe(1)
    expect(pool.state).toEqual({ open: 1, idle: 1, waiting: 0 })
  })

  it('lends no session to who wants another', async () => {
    const { open, seen } = pretendDevices()
    await using pool = createSessionPool({}, open)
    await borrow(pool, to('a'))
    await quiet(pool)
    await borrow(pool, to('a', { algorithms: 'legacy' }))
    expect(seen.opened).toBe(2)
  })

  it.each([
    ['had an error', {}, 'fail', true],
    ['is not at its prompt', {}, 'show', false],
    [
      'is of a platform that is not pooled',
      { platform: { ...findPlatform('cisco_ios')!, pooled: false } },
      'show',
      true,
    ],
    ['is old', { budgets: { totalMs: 0 } }, 'show', true],
  ] as const)('closes a session that %s', async (_, more, command, isAtHome) => {
    const { open, seen, state } = pretendDevices()
    state.isAtHome = isAtHome
    await using pool = createSessionPool({}, open)
    await borrow(pool, to('a', more), command).catch(() => undefined)
    await quiet(pool)
    expect(seen.closed).toBe(1)
    expect(pool.state.open).toBe(0)
  })

  it('asks a session that was idle for a while for its prompt before it lends it', async () => {
    const { open, seen, state } = pretendDevices()
    await using pool = createSessionPool({}, open)
    await borrow(pool, to('a'))
    await quiet(pool)
    await delay(1100)
    state.isAtHome = false
    await pool.use(to('a'), {}, async () => void (state.isAtHome = true))
    expect(seen).toMatchObject({ opened: 2, closed: 1 })
  })

  it('keeps to its limits, and lends in order of priority, then of coming', async () => {
    const { open, seen } = pretendDevices()
    await using pool = createSessionPool({ perHost: 1 }, open)
    const first = await pool.acquire(to('a'))
    const order: string[] = []
    const waits = [
      ['low', -1],
      ['one', 0],
      ['two', 0],
      ['high', 5],
      ['three', 0],
    ] as const
    const all = waits.map(([name, priority]) => pool.use(to('a'), { priority }, async () => void order.push(name)))
    await expect.poll(() => pool.state.waiting).toBe(5)
    await first[Symbol.asyncDispose]()
    await Promise.all(all)
    expect(order).toEqual(['high', 'one', 'two', 'three', 'low'])
    expect(seen).toMatchObject({ opened: 1, most: 1 })
  })

  it('lets a platform lower the number of sessions', async () => {
    const { open, seen } = pretendDevices()
    const platform = { ...findPlatform('cisco_ios')!, maxSessions: 2 }
    await using pool = createSessionPool({ connectionTimeoutMs: 50 }, open)
    await using _one = await pool.acquire(to('a', { platform }))
    await using _two = await pool.acquire(to('a', { platform }))
    await expect(pool.acquire(to('a', { platform }))).rejects.toMatchObject({
      kind: 'timeout',
      message: 'no session to a was free within 0.05 s; the limit is maxSessions of its platform, 2',
    })
    expect(seen.most).toBe(2)
  })

  it('names the limit that a caller waited for in vain', async () => {
    const { open } = pretendDevices()
    await using pool = createSessionPool({ maxSize: 2, perHost: 1, connectionTimeoutMs: 50 }, open)
    await using _one = await pool.acquire(to('a'))
    await expect(pool.acquire(to('a'))).rejects.toThrow('the limit is perHost, 1')
    await using _two = await pool.acquire(to('b'))
    await expect(pool.acquire(to('c'))).rejects.toThrow('the limit is maxSize, 2')
    expect(pool.state).toEqual({ open: 2, idle: 0, waiting: 0 })
  })

  it('does not let who waits for one device hold up who wants another', async () => {
    const { open } = pretendDevices()
    await using pool = createSessionPool({ perHost: 1 }, open)
    const one = await pool.acquire(to('a'))
    const waiting = pool.acquire(to('a'), { priority: 9 })
    await borrow(pool, to('b'))
    await one[Symbol.asyncDispose]()
    await (await waiting)[Symbol.asyncDispose]()
    expect(pool.state.waiting).toBe(0)
  })

  it('closes an idle session of another kind to make room, before it opens a new one', async () => {
    const { open, seen } = pretendDevices()
    await using pool = createSessionPool({ maxSize: 2, perHost: 1 }, open)
    await borrow(pool, to('a'))
    await quiet(pool)
    await borrow(pool, to('a', { port: 2222 }))
    await borrow(pool, to('b'))
    await borrow(pool, to('c'))
    await quiet(pool)
    expect(seen).toMatchObject({ opened: 4, most: 2 })
    expect(pool.state.open).toBe(2)
  })

  it('ends a wait when it is told to, and seats nobody in its place', async () => {
    const { open } = pretendDevices()
    await using pool = createSessionPool({ perHost: 1 }, open)
    const one = await pool.acquire(to('a'))
    const cancel = new AbortController()
    const waiting = pool.acquire(to('a'), { signal: cancel.signal })
    await expect.poll(() => pool.state.waiting).toBe(1)
    cancel.abort()
    await one[Symbol.asyncDispose]()
    await expect(waiting).rejects.toMatchObject({ kind: 'cancelled' })
    await quiet(pool)
    await borrow(pool, to('a'))
    await expect(pool.acquire(to('a'), { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'cancelled' })
  })

  it('ends the opening of a session that takes too long, and gives its room back', async () => {
    const { open, state } = pretendDevices()
    state.opens = ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new DeviceError('cancelled', 'x'))))
    await using pool = createSessionPool({ connectionTimeoutMs: 50 }, open)
    await expect(pool.acquire(to('a'))).rejects.toMatchObject({
      kind: 'timeout',
      message: 'the session to a was not ready within 0.05 s (connectionTimeoutMs)',
    })
    expect(pool.state.open).toBe(0)
  })

  it('gives the room of a session back that could not be opened', async () => {
    const { open, state } = pretendDevices()
    state.opens = async () => {
      throw new DeviceError('auth', 'refused')
    }
    await using pool = createSessionPool({ maxSize: 1 }, open)
    await expect(borrow(pool, to('a'))).rejects.toMatchObject({ kind: 'auth' })
    expect(pool.state.open).toBe(0)
    state.opens = async () => undefined
    expect((await borrow(pool, to('a'))).output).toBe('1')
  })

  it('ends the session of a caller that is cancelled, and no one else later', async () => {
    const { open, seen } = pretendDevices()
    await using pool = createSessionPool({}, open)
    const cancel = new AbortController()
    await pool.use(to('a'), { signal: cancel.signal }, async (session) => session.send('show'))
    cancel.abort()
    expect(seen.options[0]?.signal?.aborted).toBe(false)
    await quiet(pool)
    const later = new AbortController()
    await using _held = await pool.acquire(to('a'), { signal: later.signal })
    later.abort()
    expect(seen.options[0]?.signal?.aborted).toBe(true)
  })

  it('lends a session to one caller at a time: what was given back can not be used', async () => {
    const { open } = pretendDevices()
    await using pool = createSessionPool({}, open)
    const session = await pool.acquire(to('a'))
    await session[Symbol.asyncDispose]()
    await session[Symbol.asyncDispose]()
    await expect(session.send('show')).rejects.toMatchObject({ kind: 'closed' })
    await quiet(pool)
    expect(pool.state).toMatchObject({ open: 1, idle: 1 })
  })

  it('closes idle sessions after a while, but for the last used that still answer', async () => {
    const { open, seen, state } = pretendDevices()
    await using pool = createSessionPool({ minIdle: 2, maxIdleMs: 40, keepAliveMs: 40 }, open)
    for (const host of ['a', 'b', 'c', 'd']) {
      await borrow(pool, to(host))
      await quiet(pool)
    }
    await expect.poll(() => pool.state).toEqual({ open: 2, idle: 2, waiting: 0 })
    const checks = seen.checks
    await expect.poll(() => seen.checks).toBeGreaterThan(checks + 1)
    expect(seen.closed).toBe(2)
    state.isAtHome = false
    await expect.poll(() => seen.closed).toBe(4)
    expect(pool.state.open).toBe(0)
  })

  it('when disposed of turns away who waits, closes the idle and waits for what is lent', async () => {
    const { open, seen } = pretendDevices()
    const pool = createSessionPool({ perHost: 1 }, open)
    await borrow(pool, to('b'))
    await quiet(pool)
    const lent = await pool.acquire(to('a'))
    const waiting = pool.acquire(to('a')).catch((error: unknown) => error)
    let isDone = false
    const disposal = pool[Symbol.asyncDispose]().then(() => (isDone = true))
    expect(await waiting).toMatchObject({ kind: 'cancelled' })
    await expect.poll(() => seen.closed).toBe(1)
    expect(isDone).toBe(false)
    await lent[Symbol.asyncDispose]()
    await disposal
    expect(seen.closed).toBe(2)
    await expect(pool.acquire(to('a'))).rejects.toMatchObject({ kind: 'cancelled' })
  })

  it('serves a crowd without a session too many or one left over', async () => {
    const { open, seen, state } = pretendDevices()
    state.opens = () => delay(Math.random() * 3)
    const pool = createSessionPool({ maxSize: 7, perHost: 3 }, open)
    const callers = Array.from({ length: 300 }, (_, at) =>
      borrow(pool, to(`host-${at % 4}`, { port: 22 + (at % 3) }), at % 17 === 0 ? 'fail' : 'show').catch(
        (error: unknown) => error,
      ),
    )
    const results = await Promise.all(callers)
    expect(results.filter((result) => result instanceof DeviceError && result.kind !== 'rejected')).toEqual([])
    await pool[Symbol.asyncDispose]()
    expect(seen.most).toBeLessThanOrEqual(7)
    expect(seen.closed).toBe(seen.opened)
    expect(pool.state).toEqual({ open: 0, idle: 0, waiting: 0 })
  })
})
