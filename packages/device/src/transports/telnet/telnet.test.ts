import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { expect, describe, it } from 'vitest'
import { openSession } from '../../open-session.ts'
import { fakeDevice, type FakeDevice, type FakeDeviceOptions, type Fault } from '../../testing/index.ts'
import { tofu, type HostKeyStore } from '../host-keys.ts'
import type { JumpHost } from '../ssh-jump.ts'
import { connectTelnet } from './telnet.ts'

const login = { username: 'netbackup', password: 'right-password' }
const config = `!\nhostname sw1\n${'vlan 7\n'.repeat(200)}banner motd ^\nna\u00efve \u00ff^\n!\nend\n`

const device = (options: Partial<FakeDeviceOptions> = {}, ...faults: readonly Fault[]) =>
  fakeDevice({ platform: 'cisco_ios', transport: 'telnet', hostname: 'sw1', ...login, config, faults, ...options })

const empty: HostKeyStore = { find: async () => [], add: async () => undefined }

interface VisitWishes {
  readonly password?: string
  readonly platform?: string
  readonly authMs?: number
  readonly jump?: readonly JumpHost[]
}

const visit = (there: Pick<FakeDevice, 'address' | 'port' | 'platform'>, options: VisitWishes = {}) =>
  openSession({
    host: there.address,
    port: there.port,
    transport: 'telnet',
    platform: options.platform ?? there.platform,
    credential: { username: login.username, password: () => options.password ?? login.password },
    hostKey: tofu(empty),
    jump: options.jump ?? [],
    budgets: { authMs: options.authMs ?? 3000, idleMs: 2000 },
  })

async function configOf(there: FakeDevice): Promise<Buffer> {
  await using session = await visit(there)
  const { bytes, complete } = await session.getConfig()
  expect(complete.proven).toBe(true)
  return bytes
}

const failureOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'no error',
    (error: unknown) => error,
  )

describe('a visit over Telnet', () => {
  it.each([
    ['cisco_ios', []],
    ['mikrotik_routeros', []],
    ['juniper_junos', []],
    ['cisco_ios', [{ kind: 'chunks', bytes: 1, delayMs: 0 }]],
    ['cisco_ios', [{ kind: 'no-echo' }]],
    ['cisco_ios', [{ kind: 'negotiation-storm' }]],
    ['cisco_ios', [{ kind: 'echoes-password' }]],
    ['cisco_ios', [{ kind: 'fake-prompt', where: 'config', pauseMs: 20 }]],
  ] as const)('brings the configuration of %s, byte for byte, with %j', async (platform, faults) => {
    const text = platform === 'cisco_ios' ? config : '# by RouterOS\n/system identity\nset name=sw1\n'
    await using there = await device({ platform, config: text }, ...faults)
    expect(await configOf(there)).toEqual(there.configAnswer())
    expect(there.seen.passwords).toBe(1)
    await expect.poll(() => there.seen.open, { timeout: 1000 }).toBe(0)
  })

  it.each([
    ['the password alone', { user: null }],
    ['nothing', { user: null, password: null }],
    [
      'in words of its own',
      { banner: 'Press a key, or not.\n', user: 'sw1 login: ', password: 'netbackup password: ' },
    ],
  ])('of a device that asks %s', async (_name, questions) => {
    await using there = await device({ questions })
    expect(await configOf(there)).toEqual(there.configAnswer())
  })

  it('goes through a jump host, which never sees the password', async () => {
    await using there = await device()
    await using hop = await fakeDevice({
      platform: 'linux',
      hostname: 'jump',
      username: 'jump',
      password: 'jump-password',
      config: '',
      forwards: true,
    })
    const jump = [
      {
        host: hop.address,
        port: hop.port,
        credential: { username: 'jump', password: () => 'jump-password' },
        hostKey: tofu(empty),
      },
    ]
    const session = await visit(there, { jump })
    expect((await session.getConfig()).bytes).toEqual(there.configAnswer())
    await session[Symbol.asyncDispose]()
    await expect.poll(() => [there.seen.open, hop.seen.open], { timeout: 1000 }).toEqual([0, 0])
    expect(hop.seen).toMatchObject({ passwords: 1, commands: [] })
  })

  it('of a console that shows nothing until return is pressed', async () => {
    await using there = await device()
    await using console = await sleepingConsole(there)
    await using session = await visit({ ...there, port: console.port }, { authMs: 8000 })
    expect((await session.getConfig()).bytes).toEqual(there.configAnswer())
  })
})

describe('a fault over Telnet', () => {
  it.each([
    ['auth', { kind: 'refuse-password' }],
    ['auth', { kind: 'close-after-login' }],
    ['timeout', { kind: 'stall', at: 'banner' }],
    ['timeout', { kind: 'stall', at: 'kex' }],
    ['timeout', { kind: 'stall', at: 'auth' }],
    ['closed', { kind: 'reset-after-accept' }],
    ['unsupported', { kind: 'huge-banner', bytes: 200_000, where: 'greeting' }],
    ['unsupported', { kind: 'huge-banner', bytes: 200_000, where: 'shell' }],
    ['timeout', { kind: 'no-prompt' }],
  ] as const)('ends as %s: %j', async (kind, fault) => {
    await using there = await device({}, fault)
    const started = performance.now()
    expect(await failureOf(visit(there, { authMs: 700 }))).toMatchObject({
      kind,
      details: { host: there.address, port: there.port, platform: 'cisco_ios' },
    })
    expect(performance.now() - started).toBeLessThan(5000)
    expect(there.seen.passwords).toBeLessThanOrEqual(1)
    await expect.poll(() => there.seen.open, { timeout: 1000 }).toBe(0)
  })

  it('that cuts the configuration is no configuration', async () => {
    await using there = await device({}, { kind: 'cut-config', atByte: 300, ending: 'closed', reads: 'every' })
    await using session = await visit(there)
    await expect(session.getConfig()).rejects.toMatchObject({ kind: 'closed', details: { phase: 'command' } })
  })

  it('tells nobody the password, right or wrong', async () => {
    await using there = await device({}, { kind: 'echoes-password' })
    const error = await failureOf(visit(there, { password: 'wr0ng-password' }))
    expect(error).toMatchObject({ kind: 'auth', details: { phase: 'auth' } })
    expect(JSON.stringify(error)).not.toContain('wr0ng')
    expect(there.seen.passwords).toBe(1)
  })
})

describe('a connection', () => {
  it('has one shell and no exec channels', async () => {
    await using there = await device()
    const transport = await connectTelnet({ host: there.address, port: there.port })
    expect(transport).toMatchObject({ kind: 'telnet', ident: '', fingerprint: undefined })
    await transport.openShell()
    expect(await transport.exec('show version')).toBeUndefined()
    await expect(transport.openShell()).rejects.toMatchObject({ kind: 'unsupported' })
    await transport.close()
  })

  it('is kept alive where Telnet is spoken, and left alone where it is not', async () => {
    const [spoken, raw] = [await listener(Buffer.of(255, 251, 1)), await listener(Buffer.from('login: '))]
    for (const { port } of [spoken, raw]) {
      const transport = await connectTelnet({ host: '127.0.0.1', port, keepaliveMs: 20 })
      const shell = await transport.openShell()
      await shell.read(200)
      await shell.read(200)
      await transport.close()
    }
    expect(spoken.heard().subarray(-2)).toEqual(Buffer.of(255, 241))
    expect(raw.heard()).toHaveLength(0)
    await spoken.close()
    await raw.close()
  })
})

async function listener(greeting: Buffer) {
  let heard = Buffer.alloc(0)
  const server = createServer((socket) => {
    socket.on('error', () => undefined).on('data', (bytes: Buffer) => (heard = Buffer.concat([heard, bytes])))
    socket.write(greeting)
  })
  const port = await listening(server)
  return { port, heard: () => heard, close: () => new Promise((resolve) => server.close(resolve)) }
}

/** A console server: it connects to the device at the first byte that it gets. */
async function sleepingConsole(there: FakeDevice): Promise<{ port: number } & AsyncDisposable> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => {
      const device = connect(there.port, there.address)
      sockets.add(device)
      socket.pipe(device).pipe(socket)
    })
  })
  const port = await listening(server)
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      sockets.forEach((socket) => socket.destroy())
      server.close()
    },
  }
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
