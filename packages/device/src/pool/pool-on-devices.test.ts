import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { fakeDevice, type FakeDevice, type FakePlatform } from '../testing/index.ts'
import { tofu } from '../transports/host-keys.ts'
import type { PooledOptions } from './pool-key.ts'
import { createSessionPool } from './session-pool.ts'

const login = { username: 'netbackup', password: 'right-password' }
const hostKey = tofu({ find: async () => [], add: async () => undefined })
const device = (platform: FakePlatform, address = '127.0.0.1') =>
  fakeDevice({ platform, hostname: 'edge1', ...login, config: 'hostname edge1\nend\n', address })
const to = (there: FakeDevice): PooledOptions => ({
  host: there.address,
  port: there.port,
  platform: there.platform,
  credential: { username: login.username, password: () => login.password },
  hostKey,
})

describe.each(['cisco_ios', 'linux'] as const)('a pool in front of devices of %s', (platform) => {
  it('serves 200 callers on three devices over few connections, and leaves none open', async () => {
    const devices = await Promise.all(
      ['127.0.0.1', '127.0.0.2', '127.0.0.3'].map((address) => device(platform, address)),
    )
    const pool = createSessionPool({ perHost: 2 })
    const command = platform === 'linux' ? 'uname -a' : 'show version'
    const outputs = await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        pool.use(to(devices[at % 3]!), { priority: at % 5 }, async (session) => (await session.send(command)).output),
      ),
    )
    expect(new Set(outputs.map((output) => output.length > 10))).toEqual(new Set([true]))
    expect(devices.map(({ seen }) => seen.connections)).toEqual([2, 2, 2])
    await pool[Symbol.asyncDispose]()
    for (const { seen, close } of devices) {
      await expect.poll(() => seen.open).toBe(0)
      await close()
    }
  })

  it('needs one connection for callers one after the other', async () => {
    await using there = await device(platform)
    await using pool = createSessionPool()
    for (let round = 0; round < 5; round++) await pool.use(to(there), {}, (session) => session.facts())
    expect(there.seen.connections).toBe(1)
  })

  it('opens anew where the device died while its session was idle', async () => {
    const first = await device(platform)
    await using pool = createSessionPool()
    await pool.use(to(first), {}, (session) => session.facts())
    await expect.poll(() => pool.state.idle).toBe(1)
    await first.close()
    await using again = await fakeDevice({
      platform,
      hostname: 'edge1',
      ...login,
      config: 'x\nend\n',
      port: first.port,
    })
    await delay(1100)
    await pool.use(to(again), {}, (session) => session.facts())
    expect(again.seen.connections).toBe(1)
    await expect.poll(() => pool.state).toEqual({ open: 1, idle: 1, waiting: 0 })
  })
})

describe('a pool in front of a device', () => {
  it('does not keep a session that was left in another mode', async () => {
    await using there = await device('cisco_ios')
    await using pool = createSessionPool()
    await pool.use(to(there), {}, (session) => session.send('disable'))
    await expect.poll(() => pool.state.open).toBe(0)
    expect(there.seen.connections).toBe(1)
  })

  it('counts lines per device, whatever the port, and behind jump hosts apart', async () => {
    await using there = await device('cisco_ios')
    await using pool = createSessionPool({ perHost: 1, connectionTimeoutMs: 2000 })
    await using _held = await pool.acquire(to(there))
    await expect(pool.acquire({ ...to(there), port: 9 })).rejects.toThrow('perHost, 1')
    const jump = [{ host: '127.0.0.1', port: 9, credential: { username: 'u' }, hostKey }]
    await expect(pool.acquire({ ...to(there), jump })).rejects.toMatchObject({ kind: 'unreachable' })
  })
})
