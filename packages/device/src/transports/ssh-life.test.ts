import { describe, expect, it } from 'vitest'
import { createSession } from '../session/session.ts'
import { findPlatform } from '../registry.ts'
import { fakeDevice, type FakeDeviceOptions, type Fault } from '../testing/index.ts'
import { pinned } from './host-keys.ts'
import { connectSsh, type SshOptions } from './ssh.ts'
import type { ByteChannel } from './transport.ts'

const login = { username: 'netbackup', password: 'right-password' }
const credential = { username: login.username, password: () => login.password }
const hosts = `127.0.0.1 localhost\n${'192.0.2.1 a-name-that-is-long.example.net\n'.repeat(40_000)}`

const device = (options: Partial<FakeDeviceOptions>, ...faults: readonly Fault[]) =>
  fakeDevice({ platform: 'linux', hostname: 'h1', ...login, config: `### /etc/hosts\n${hosts}`, faults, ...options })

const connect = (there: Awaited<ReturnType<typeof device>>, options: Partial<SshOptions> = {}) =>
  connectSsh({ host: '127.0.0.1', port: there.port, credential, hostKey: pinned([there.fingerprint]), ...options })

async function readAll(channel: ByteChannel | undefined): Promise<string> {
  let text = ''
  for (;;) {
    const chunk = await channel?.read(5000)
    if (!Buffer.isBuffer(chunk)) return text
    text += chunk.toString('latin1')
  }
}

describe('new keys in the middle of an answer', () => {
  it('that the device wants cost no byte', async () => {
    await using there = await device({}, { kind: 'rekeys' })
    const transport = await connect(there)
    expect(await readAll(await transport.exec('cat /etc/hosts'))).toBe(hosts)
    await transport.close()
  })

  it('that we want cost no byte, however often', async () => {
    await using there = await device({})
    const transport = await connect(there, { rekeyBytes: 200_000 })
    for (let read = 0; read < 3; read++) expect(await readAll(await transport.exec('cat /etc/hosts'))).toBe(hosts)
    await transport.close()
  })

  it('are not taken from another key of the device', async () => {
    await using there = await device({})
    const keys: string[] = []
    const transport = await connect(there, {
      rekeyBytes: 200_000,
      hostKey: {
        knownTypes: async () => [],
        judge: async (_where, { fingerprint }) => {
          keys.push(fingerprint)
          return { trusted: true }
        },
      },
    })
    expect(await readAll(await transport.exec('cat /etc/hosts'))).toBe(hosts)
    await transport.close()
    expect(keys).toEqual([there.fingerprint]) // the policy is asked once; later exchanges must show the same key
  })
})

it('a device that hears and says nothing more is gone after three unanswered questions', async () => {
  await using there = await device({}, { kind: 'breaks-off', at: 'session', how: 'deaf' })
  const transport = await connect(there, { keepaliveMs: 50 })
  const started = performance.now()
  await expect(transport.exec('cat /etc/hosts')).rejects.toMatchObject({
    kind: 'closed',
    message: expect.stringContaining('Keepalive timeout'),
  })
  expect(performance.now() - started).toBeGreaterThan(150)
  expect(performance.now() - started).toBeLessThan(2000)
  await expect(transport.ping?.(1000)).resolves.toBe(false)
})

it('a sign of life is asked for and comes, also as a refusal', async () => {
  await using there = await device({})
  const transport = await connect(there)
  expect(await transport.ping?.(2000)).toBe(true)
  await there.close()
  expect(await transport.ping?.(2000)).toBe(false)
})

it('channels that the device opens are refused, and disturb nothing', async () => {
  await using there = await device({}, { kind: 'opens-channels' })
  const transport = await connect(there)
  expect(await readAll(await transport.exec('cat /etc/hosts'))).toBe(hosts)
  await expect.poll(() => there.seen).toMatchObject({ channelsRefused: 3, channelsOpened: 0 })
  await transport.close()
})

it('a device that refuses exec channels is asked in the shell', async () => {
  const config = '### /etc/hosts\n127.0.0.1 h1\n'
  await using there = await device({ config }, { kind: 'no-exec' })
  await using session = await createSession({ transport: await connect(there), platform: findPlatform('linux')! })
  expect((await session.send('cat /etc/hosts')).output).toBe('127.0.0.1 h1\n')
})
