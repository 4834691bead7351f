import { describe, expect, it } from 'vitest'
import type { DeviceError } from './errors.ts'
import { openSession, type OpenSessionOptions } from './open-session.ts'
import { findPlatform, PLATFORMS } from './registry.ts'
import { fakeDevice, type FakeDevice, type FakeDeviceOptions, type FakePlatform, type Fault } from './testing/index.ts'
import { tofu } from './transports/host-keys.ts'

const login = { username: 'netbackup', password: 'right-password' }
const configs: Readonly<Record<FakePlatform, string>> = {
  cisco_ios:
    '!\nversion 17.9\nhostname edge1\n!\ninterface Loopback0\n description end of ## line #\n!\nline vty 0 4\n login\n!\nend\n',
  juniper_junos:
    '## Last commit: 2026-11-20 09:12:44 UTC by oper\nversion 22.4R3;\nsystem {\n    host-name edge1;\n}\n',
  mikrotik_routeros:
    '/interface bridge\nadd name=bridge1\n/ip address\nadd address=192.0.2.1/24 interface=bridge1\n/system identity\nset name=edge1\n',
  linux:
    '### /etc/network/interfaces\nauto lo\niface lo inet loopback\n### /etc/hosts\n127.0.0.1 localhost\n### /etc/resolv.conf\nnameserver 192.0.2.53\n',
  frr: '!\nfrr version 8.4.4\nhostname edge1\n!\nend\n',
}
const platforms = Object.keys(configs) as FakePlatform[]

const device = (platform: FakePlatform, options: Partial<FakeDeviceOptions> = {}, ...faults: readonly Fault[]) =>
  fakeDevice({ platform, hostname: 'edge1', ...login, config: configs[platform], faults, ...options })

const visit = (there: FakeDevice, options: Partial<OpenSessionOptions> = {}) =>
  openSession({
    host: there.address,
    port: there.port,
    platform: there.platform,
    credential: { username: login.username, password: () => login.password },
    hostKey: tofu({ find: async () => [], add: async () => undefined }),
    ...options,
  })

describe.each(platforms)('a session on %s', (platform) => {
  it('brings the configuration home, proven, and the facts', async () => {
    await using there = await device(platform)
    await using session = await visit(there)
    const config = await session.getConfig('running')
    expect(config.bytes.equals(there.seen.lastConfigSent)).toBe(true)
    expect(config).toMatchObject({ complete: { proven: true }, flags: [] })
    expect(await session.facts()).toMatchObject({ hostname: 'edge1', version: expect.any(String) })
    expect(session.fingerprint).toBe(there.fingerprint)
  })

  it.each([
    ['closed', [], 'closed'],
    ['closed', [{ kind: 'no-exec' }], 'closed'],
    ['silence', [], 'timeout'],
    ['silence', [{ kind: 'no-exec' }], 'timeout'],
  ] as const)('that ends in %s (%j) leaves the text so far in the error', async (ending, others, kind) => {
    await using there = await device(platform, {}, ...others, {
      kind: 'cut-config',
      atByte: 40,
      ending,
      reads: 'every',
    })
    await using session = await visit(there, { budgets: { idleMs: 400 } })
    const error: unknown = await session.getConfig().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ kind, details: { partial: expect.any(Buffer) } })
    const { partial } = (error as DeviceError).details
    expect(partial?.toString().trimEnd()).toBe(there.seen.lastConfigSent.toString().trimEnd())
  })

  it('brings the same text home from the shell', async () => {
    await using there = await device(platform, {}, { kind: 'no-exec' })
    await using session = await visit(there)
    const config = await session.getConfig()
    expect(config.bytes.toString()).toBe(there.seen.lastConfigSent.toString())
    expect(config.complete.proven).toBe(true)
  })

  it('is found out by itself', async () => {
    await using there = await device(platform)
    await using session = await visit(there, { platform: 'auto' })
    expect([platform, ...(findPlatform(platform)?.equals ?? [])]).toContain(session.platform.id)
  })

  it('frees the line', async () => {
    await using there = await device(platform, {}, { kind: 'no-exec' })
    await (await visit(there))[Symbol.asyncDispose]()
    await expect.poll(() => there.seen.open).toBe(0)
  })
})

describe('a session', () => {
  it('types one line for one command, and sends nothing else', async () => {
    await using there = await device('cisco_ios')
    await using session = await visit(there)
    const before = there.seen.commands.length
    for (const several of ['show clock\nreload', 'show clock\rreload', 'show clock\0'])
      await expect(session.send(several)).rejects.toMatchObject({ kind: 'unsupported' })
    expect(there.seen.commands.slice(before)).toEqual([])
  })

  it('raises privileges only where the prompt is not privileged', async () => {
    await using there = await device('cisco_ios', { enableSecret: 'enable-secret' })
    await using session = await visit(there, { enableSecret: () => 'enable-secret' })
    expect((await session.getConfig()).complete.proven).toBe(true)
    expect(there.seen.commands).toContain('enable')
    await using plain = await device('cisco_ios')
    await using privileged = await visit(plain)
    expect((await privileged.getConfig()).complete.proven).toBe(true)
    expect(plain.seen.commands).not.toContain('enable')
  })

  it('ends as auth where the enable secret is refused, and frees the line', async () => {
    await using there = await device('cisco_ios', { enableSecret: 'enable-secret' })
    await expect(visit(there, { enableSecret: () => 'wrong' })).rejects.toMatchObject({
      kind: 'auth',
      details: { phase: 'enable', platform: 'cisco_ios' },
    })
    await expect.poll(() => there.seen.open).toBe(0)
  })

  it('without an enable secret goes on with the rights it has', async () => {
    await using there = await device('cisco_ios', { enableSecret: 'enable-secret' })
    await using session = await visit(there)
    expect((await session.send('show version')).output).toContain('Cisco IOS')
    await expect(session.getConfig()).rejects.toMatchObject({ kind: 'rejected' })
  })

  it('sends commands one at a time, in order, and says what was refused', async () => {
    await using there = await device('cisco_ios')
    await using session = await visit(there)
    const [version, refused, config] = await Promise.allSettled([
      session.send('show version'),
      session.send('show nonsense'),
      session.getConfig(),
    ])
    expect(version).toMatchObject({ status: 'fulfilled', value: { exitStatus: null } })
    expect(refused).toMatchObject({
      status: 'rejected',
      reason: { kind: 'rejected', message: expect.stringContaining('Invalid input') },
    })
    expect(config).toMatchObject({ status: 'fulfilled', value: { complete: { proven: true } } })
  })

  it('streams an answer in whole lines, and is usable after a stream that was left', async () => {
    await using there = await device('cisco_ios')
    await using session = await visit(there)
    const chunks: Buffer[] = []
    for await (const chunk of session.stream('show running-config')) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe((await session.getConfig()).text)
    for await (const _chunk of session.stream('show running-config')) break
    expect((await session.send('show version')).output).toContain('Cisco IOS')
  })

  it('ends a command at its deadline', async () => {
    await using there = await device(
      'cisco_ios',
      {},
      { kind: 'cut-config', atByte: 50, ending: 'silence', reads: 'every' },
    )
    await using session = await visit(there)
    await expect(session.getConfig('running', { timeoutMs: 300 })).rejects.toMatchObject({ kind: 'timeout' })
  })

  it('shows no secret in what the device said last', async () => {
    const config = '!\nhostname edge1\nsnmp-server community plantedCommunity1 RO\n!\nend\n'
    await using there = await device(
      'cisco_ios',
      { config },
      { kind: 'cut-config', atByte: 100, ending: 'closed', reads: 'every' },
    )
    await using session = await visit(there)
    const error = await session.getConfig().catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      kind: 'closed',
      details: { transcriptTail: expect.stringContaining('hostname edge1') },
    })
    expect(JSON.stringify(error)).not.toContain('plantedCommunity1')
  })

  it('learns a prompt that changes for good', async () => {
    await using there = await device('cisco_ios', {}, { kind: 'prompt-changes', to: 'renamed#' })
    await using session = await visit(there)
    const config = await session.getConfig()
    expect(config.bytes.toString()).toBe(there.seen.lastConfigSent.toString())
    expect((await session.send('show version')).output).toContain('Cisco IOS')
  })
})

describe('detection', () => {
  it('knows the names that others use', () => {
    expect(
      ['ios', 'IOSXE', 'junos', 'routeros', 'frrouting', 'linuxgeneric'].map((name) => findPlatform(name)?.id),
    ).toEqual(['cisco_ios', 'cisco_xe', 'juniper_junos', 'mikrotik_routeros', 'frr', 'linux'])
    const names = PLATFORMS.flatMap(({ id, aliases }) => [id, ...aliases])
    expect(new Set(names).size).toBe(names.length)
  })

  it('refuses a name that nobody knows', async () => {
    await using there = await device('linux')
    await expect(visit(there, { platform: 'nonsense_os' })).rejects.toMatchObject({
      kind: 'unsupported',
      details: { hint: expect.any(String) },
    })
    expect(there.seen.connections).toBe(0)
  })
})
