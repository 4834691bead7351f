import { describe, expect, it } from 'vitest'
import { fakeDevice, type FakeDevice, type FakeDeviceOptions, type Fault } from '../testing/index.ts'
import { pinned, tofu } from './host-keys.ts'
import { createLifeline } from './lifeline.ts'
import { reach, type JumpHost } from './ssh-jump.ts'
import { connectSsh, type SshOptions } from './ssh.ts'

const login = { username: 'netbackup', password: 'right-password' }
const credential = { username: login.username, password: () => login.password }
const hopLogin = { username: 'jumper', password: 'hop-password' }
const store = { find: async () => [], add: async () => undefined }

const device = (options: Partial<FakeDeviceOptions> = {}, ...faults: readonly Fault[]) =>
  fakeDevice({
    platform: 'linux',
    hostname: 'r1',
    ...login,
    config: '### /etc/hosts\n127.0.0.1 r1\n',
    faults,
    ...options,
  })
const bastion = (...faults: readonly Fault[]) =>
  fakeDevice({ platform: 'linux', hostname: 'b1', ...hopLogin, config: '', forwards: true, faults })

const via = (hop: FakeDevice, more: Partial<JumpHost> = {}): JumpHost => ({
  host: '127.0.0.1',
  port: hop.port,
  credential: { username: hopLogin.username, password: () => hopLogin.password },
  hostKey: pinned([hop.fingerprint]),
  ...more,
})
const connect = (there: FakeDevice, jump: readonly JumpHost[], options: Partial<SshOptions> = {}) =>
  connectSsh({ host: '127.0.0.1', port: there.port, credential, hostKey: tofu(store), jump, ...options })

describe('a visit through jump hosts', () => {
  it('logs in at each with its own credential, and sees the keys of all', async () => {
    await using there = await device()
    await using near = await bastion()
    await using far = await bastion()
    const transport = await connect(there, [via(near), via(far)])
    const channel = await transport.exec('cat /etc/hosts')
    expect(String(await channel?.read(1000))).toBe('127.0.0.1 r1\n')
    await transport.close()
    expect(near.seen).toMatchObject({ passwords: 1, tunnels: [`127.0.0.1:${far.port}`], commands: [] })
    expect(far.seen).toMatchObject({ passwords: 1, tunnels: [`127.0.0.1:${there.port}`], commands: [] })
    expect(there.seen.passwords).toBe(1)
    for (const each of [there, far, near]) await expect.poll(() => each.seen.open).toBe(0)
  })

  it('gives a bare stream to what is not SSH', async () => {
    await using there = await device()
    await using hop = await bastion()
    const lifeline = createLifeline({ totalMs: 5000 })
    const to = { host: '127.0.0.1', port: there.port, connectMs: 1000 }
    const stream = await reach({ ...to, jump: [via(hop)] }, lifeline)
    const greeting = await new Promise<Buffer>((resolve) => stream.once('data', resolve))
    expect(String(greeting)).toMatch(/^SSH-2\.0-/)
    lifeline.finish()
    await expect.poll(() => [there.seen.open, hop.seen.open]).toEqual([0, 0])
  })

  it('ends with the name of the hop that died, in the middle of an answer', async () => {
    await using there = await device({ config: `### /etc/hosts\n${'x\n'.repeat(200_000)}` })
    await using near = await bastion()
    await using far = await bastion({ kind: 'forward', how: 'dies', afterBytes: 20_000 })
    const transport = await connect(there, [via(near), via(far)])
    const readAll = async () => {
      const channel = await transport.exec('cat /etc/hosts')
      for (;;) if ((await channel?.read(5000)) === 'end') return
    }
    await expect(readAll()).rejects.toMatchObject({
      kind: 'closed',
      message: expect.stringContaining(`hop 2 of 2, 127.0.0.1:${far.port}: `),
      details: { hop: `hop 2 of 2, 127.0.0.1:${far.port}` },
    })
    for (const each of [there, far, near]) await expect.poll(() => each.seen.open).toBe(0)
  })

  it('has the deadline of the hop, and of the device', async () => {
    await using there = await device()
    await using deaf = await bastion({ kind: 'stall', at: 'auth' })
    await expect(connect(there, [via(deaf, { budgets: { authMs: 200 } })])).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringMatching(/^hop 1 of 1, .* did not finish the login within 0.2 s/),
    })
    await using silent = await bastion({ kind: 'forward', how: 'silent' })
    await expect(connect(there, [via(silent)], { budgets: { connectMs: 200 } })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/can't be reached from hop 1 of 1, .*: no answer within 0.2 s/),
    })
    for (const each of [there, deaf, silent]) await expect.poll(() => each.seen.open).toBe(0)
  })
})

describe('an error at a jump host', () => {
  const wrong = { username: hopLogin.username, password: () => 'not this one' }

  it.each([
    ['auth', [], { credential: wrong }],
    ['host_key', [{ kind: 'other-host-key' }], {}],
    ['algorithm', [{ kind: 'legacy-algorithms' }], { hostKey: tofu(store) }],
    ['unsupported', [{ kind: 'not-ssh' }], { budgets: { keyExchangeMs: 200 } }],
    ['closed', [{ kind: 'close-after-login' }], {}],
    ['closed', [{ kind: 'reset-after-accept' }], {}],
  ] as const)('is %s and names the hop; the device hears nothing', async (kind, faults, more) => {
    await using there = await device()
    await using near = await bastion()
    await using hop = await bastion(...faults)
    await expect(connect(there, [via(near), via(hop, more)])).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(new RegExp(`^hop 2 of 2, 127.0.0.1:${hop.port}: `)),
      details: { host: '127.0.0.1', port: there.port, hop: `hop 2 of 2, 127.0.0.1:${hop.port}` },
    })
    expect(there.seen.connections).toBe(0)
    expect(hop.seen.passwords).toBeLessThanOrEqual(kind === 'host_key' ? 0 : 1)
    for (const each of [hop, near]) await expect.poll(() => each.seen.open).toBe(0)
  })

  it('that refuses to go on makes the device unreachable', async () => {
    await using hop = await bastion({ kind: 'forward', how: 'refused' })
    await using there = await device()
    await expect(connect(there, [via(hop)])).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(`can't be reached from hop 1 of 1, 127.0.0.1:${hop.port}`),
    })
    await expect.poll(() => hop.seen.open).toBe(0)
  })

  it("of the device is the device's own", async () => {
    await using there = await device()
    await using hop = await bastion()
    const attempt = connect(there, [via(hop)], { credential: { ...credential, password: () => 'wrong' } })
    await expect(attempt).rejects.toMatchObject({ kind: 'auth', message: expect.not.stringContaining('hop') })
    await expect.poll(() => hop.seen.open).toBe(0)
  })
})

describe('what is never dialled', () => {
  it.each([
    ['169.254.169.254', 80],
    ['::ffff:169.254.169.254', 80],
    ['2852039166', 80],
    ['0xa9fea9fe', 80],
    ['169.254.43518', 80],
    ['127.0.0.1', 5432],
    ['DB.internal', 5432],
  ])('is not dialled from a jump host either: %s', async (host, port) => {
    await using hop = await bastion()
    const refuse = [
      { host: '127.0.0.1', port: 5432 },
      { host: 'db.internal', port: 5432 },
    ]
    const attempt = connectSsh({ host, port, credential, hostKey: tofu(store), jump: [via(hop)], refuse })
    await expect(attempt).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('never dialled'),
      details: { phase: 'connect' },
    })
    expect(hop.seen.tunnels).toEqual([])
  })

  it('holds for the first hop', async () => {
    await using there = await device()
    await using hop = await bastion()
    await expect(connect(there, [{ ...via(hop), host: '169.254.169.254' }])).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringMatching(/^hop 1 of 1, .*never dialled/),
    })
  })
})

it('a name behind a jump host is looked up there', async () => {
  await using hop = await bastion()
  const attempt = connectSsh({ host: 'r1.behind.invalid', credential, hostKey: tofu(store), jump: [via(hop)] })
  await expect(attempt).rejects.toMatchObject({ kind: 'unreachable' })
  expect(hop.seen.tunnels).toEqual(['r1.behind.invalid:22'])
})
