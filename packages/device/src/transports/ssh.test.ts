import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Server as SshServer, type AuthContext } from 'ssh2'
import { describe, expect, it } from 'vitest'
import { newHostKey } from '../testing/fake-device/host-keys.ts'
import { fakeDevice, type FakeDeviceOptions, type Fault } from '../testing/index.ts'
import { DeviceError } from '../errors.ts'
import type { StoredHostKey } from './host-key.ts'
import { pinned, tofu, type HostKeyStore } from './host-keys.ts'
import { connectSsh, type SshOptions } from './ssh.ts'

const login = { username: 'netbackup', password: 'right-password' }
const credential = { username: login.username, password: () => login.password }
const empty: HostKeyStore = { find: async () => [], add: async () => undefined }

const device = (options: Partial<FakeDeviceOptions> = {}, ...faults: readonly Fault[]) =>
  fakeDevice({ platform: 'cisco_ios', hostname: 'sw1', ...login, config: '!\nend\n', faults, ...options })

const connect = (port: number, options: Partial<SshOptions> = {}) =>
  connectSsh({ host: '127.0.0.1', port, credential, hostKey: tofu(empty), ...options })

async function failure(attempt: Promise<unknown>): Promise<DeviceError> {
  const error = await attempt.then(
    () => 'no error',
    (reason: unknown) => reason,
  )
  if (error instanceof DeviceError) return error
  throw error
}

/** Something that listens and isn't SSH. */
async function listener(greet: (server: Server) => void): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer()
  greet(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

/** An SSH server that only answers authentication requests. */
async function door(answer: (attempt: AuthContext) => void): Promise<{ port: number } & AsyncDisposable> {
  const server = new SshServer({ hostKeys: [newHostKey()] }, (client) => {
    client.on('error', () => undefined).on('authentication', answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

describe('a login', () => {
  it.each([['password'], ['keyboard-interactive']] as const)('by %s sends the password once', async (method) => {
    await using there = await device({ auth: [method] })
    const transport = await connect(there.port)
    expect(transport).toMatchObject({ fingerprint: there.fingerprint, ident: expect.stringMatching(/^SSH-2\.0-/) })
    await transport.close()
    expect(there.seen.passwords).toBe(1)
  })

  it('that is refused is not tried again with the same password', async () => {
    await using there = await device()
    const error = await failure(
      connect(there.port, { credential: { ...credential, password: () => 'wrong-password' } }),
    )
    expect(error).toMatchObject({ kind: 'auth', details: { host: '127.0.0.1', port: there.port, phase: 'auth' } })
    expect(error.message).not.toContain('wrong-password')
    expect(there.seen.passwords).toBe(1)
  })

  it('answers a question for the password, and no other one', async () => {
    const asking =
      (question: string, echo = false) =>
      (attempt: AuthContext) => {
        if (attempt.method !== 'keyboard-interactive') return attempt.reject(['keyboard-interactive'])
        attempt.prompt([{ prompt: question, echo }], () => attempt.reject())
      }
    await using token = await door(asking('Enter your token: '))
    expect(await failure(connect(token.port))).toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('Enter your token:'),
    })
    await using fresh = await door(asking('New password: '))
    expect(await failure(connect(fresh.port))).toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('New password:'),
    })
    await using loud = await door(asking('Password: ', true))
    expect(await failure(connect(loud.port))).toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('Password:'),
    })
  })

  it('takes a private key', async () => {
    const methods: string[] = []
    await using there = await door((attempt) => {
      methods.push(attempt.method)
      if (attempt.method === 'publickey') attempt.accept()
      else attempt.reject(['publickey'])
    })
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    })
    const transport = await connect(there.port, { credential: { username: 'x', privateKey: () => privateKey } })
    await transport.close()
    expect(new Set(methods)).toEqual(new Set(['publickey']))
  })

  it('says that the credential could not be read, and sends nothing then', async () => {
    await using there = await device()
    const sealed = { ...credential, password: () => Promise.reject(new Error('sealed')) }
    expect(await failure(connect(there.port, { credential: sealed }))).toMatchObject({ kind: 'auth' })
    expect(there.seen.passwords).toBe(0)
  })
})

describe('a host key', () => {
  it('that has changed ends the visit before any password', async () => {
    await using there = await device()
    const policy = pinned([there.fingerprint])
    await (await connect(there.port, { hostKey: policy })).close()
    there.setFault({ kind: 'other-host-key' })
    const before = there.seen.passwords
    expect(await failure(connect(there.port, { hostKey: policy }))).toMatchObject({
      kind: 'host_key',
      message: expect.stringContaining('not the pinned one'),
    })
    expect(there.seen.passwords).toBe(before)
    expect(there.seen.authAttempts).toBe(before)
  })

  it('is remembered before any password is sent, or the visit ends', async () => {
    await using there = await device()
    const kept: StoredHostKey[] = []
    const store: HostKeyStore = { find: async () => kept, add: async (_where, key) => void kept.push(key) }
    await (await connect(there.port, { hostKey: tofu(store) })).close()
    expect(kept).toMatchObject([{ type: 'ssh-ed25519', fingerprint: there.fingerprint }])
    const broken: HostKeyStore = {
      find: async () => [],
      add: () => Promise.reject(new DeviceError('host_key', 'disk full')),
    }
    const passwords = there.seen.passwords
    expect(await failure(connect(there.port, { hostKey: tofu(broken) }))).toMatchObject({
      kind: 'host_key',
      message: 'disk full',
    })
    expect(there.seen.passwords).toBe(passwords)
  })
})

describe('algorithms', () => {
  it('that are too old are named, with the profile that would work, and that profile works', async () => {
    await using there = await device({}, { kind: 'legacy-algorithms' })
    const error = await failure(connect(there.port))
    expect(error).toMatchObject({ kind: 'algorithm', details: { hint: expect.stringContaining('legacy') } })
    expect(error.message).toMatch(/it offers .*; the profile "modern" offers curve25519-sha256/)
    const transport = await connect(there.port, { algorithms: 'legacy' })
    await transport.close()
    expect(there.seen.passwords).toBe(1)
  })
})

describe('a budget', () => {
  const budgets = { connectMs: 300, keyExchangeMs: 300, authMs: 300, totalMs: 5000 }

  it.each([
    ['timeout', 'banner', 'key-exchange'],
    ['timeout', 'kex', 'key-exchange'],
    ['timeout', 'auth', 'auth'],
  ] as const)('ends as %s where the device stalls at %s', async (kind, at, phase) => {
    await using there = await device({}, { kind: 'stall', at })
    const started = performance.now()
    expect(await failure(connect(there.port, { budgets }))).toMatchObject({ kind, details: { phase } })
    expect(performance.now() - started).toBeLessThan(2300)
    await expect.poll(() => there.seen.open).toBe(0)
  })

  it('for the whole visit ends it wherever it is', async () => {
    await using there = await device()
    const transport = await connect(there.port, { budgets: { totalMs: 400 } })
    const shell = await transport.openShell()
    await shell.read(100)
    await expect(shell.read(5000)).rejects.toMatchObject({ kind: 'timeout', message: expect.stringContaining('0.4 s') })
    await expect.poll(() => there.seen.open).toBe(0)
  })

  it('holds for text before the identification', async () => {
    await using there = await device({}, { kind: 'huge-banner', bytes: 1_000_000, where: 'greeting' })
    expect(await failure(connect(there.port))).toMatchObject({ kind: 'unsupported' })
  })
})

describe('a peer', () => {
  it('that refuses the connection is unreachable', async () => {
    const { port } = await listener(() => undefined).then(async (gone) => {
      await gone[Symbol.asyncDispose]()
      return gone
    })
    expect(await failure(connect(port))).toMatchObject({ kind: 'unreachable', details: { phase: 'connect' } })
  })

  it('that has no address is unreachable', async () => {
    expect(await failure(connectSsh({ host: 'no-such-host.invalid', credential, hostKey: tofu(empty) }))).toMatchObject(
      { kind: 'unreachable' },
    )
  })

  it('that does not speak SSH is named by what it says', async () => {
    await using mail = await listener((server) =>
      server.on('connection', (socket) => socket.write('220 mail ready\r\n')),
    )
    const quick = { keyExchangeMs: 200 }
    expect(await failure(connect(mail.port, { budgets: quick }))).toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('220 mail ready'),
    })
    await using web = await listener((server) =>
      server.on('connection', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    )
    expect(await failure(connect(web.port))).toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('HTTP/1.1'),
    })
  })

  it('that hangs up has closed the connection', async () => {
    await using there = await device({}, { kind: 'reset-after-accept' })
    expect(await failure(connect(there.port))).toMatchObject({ kind: 'closed' })
  })

  it.each(['169.254.169.254', '0.0.0.0', '224.0.0.1', '::', 'fe80::1', '::ffff:169.254.169.254', 'fd00:ec2::254'])(
    'at %s is never dialled',
    async (host) => {
      expect(await failure(connectSsh({ host, credential, hostKey: tofu(empty) }))).toMatchObject({
        kind: 'unsupported',
        details: { phase: 'connect' },
      })
    },
  )

  it('that is NetRaven itself is never dialled', async () => {
    const refuse = [{ host: '127.0.0.1', port: 5432 }]
    expect(await failure(connect(5432, { refuse }))).toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('NetRaven itself'),
    })
  })
})

describe('a cancelled visit', () => {
  it('ends at once, wherever it is', async () => {
    await using there = await device({}, { kind: 'stall', at: 'kex' })
    const abort = new AbortController()
    const attempt = failure(connect(there.port, { signal: abort.signal }))
    await expect.poll(() => there.seen.open).toBe(1)
    abort.abort()
    expect(await attempt).toMatchObject({ kind: 'cancelled' })
    await expect.poll(() => there.seen.open).toBe(0)
    expect(await failure(connect(there.port, { signal: AbortSignal.abort() }))).toMatchObject({ kind: 'cancelled' })
  })
})

it('holds the device back while nobody reads', async () => {
  await using there = await device({
    platform: 'linux',
    config: `### /etc/hosts\n${'x'.repeat(100)}\n`.concat('y'.repeat(99).concat('\n').repeat(100_000)),
  })
  const transport = await connect(there.port)
  const channel = await transport.exec('cat /etc/hosts')
  await delay(300) // long enough for all of it to arrive, if nothing held it back
  const first = await channel?.read(1000)
  expect((first as Buffer).length).toBeLessThan(6_000_000)
  await transport.close()
})
