import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { fakeDevice, type FakeDevice, type Fault } from '@netraven/device/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchCommand } from './fetch.ts'
import type { Surroundings } from './surroundings.ts'
import { runAlone, type Outcome } from './testing/alone.ts'

const config = '!\nfrr version 8.4.4\nhostname edge1\nneighbor 192.0.2.1 password planted-secret\n!\nend\n'
const answer = `Building configuration...\n\nCurrent configuration:\n${config}`
let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'fetch-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const router = (...faults: readonly Fault[]) =>
  fakeDevice({ platform: 'frr', hostname: 'edge1', username: 'netbackup', password: 'right-password', config, faults })

const fetch = (
  device: Pick<FakeDevice, 'address' | 'port'>,
  args: readonly string[] = [],
  around: Partial<Surroundings> = {},
): Promise<Outcome> =>
  runAlone(fetchCommand, [device.address, '--port', String(device.port), ...args], { homeFolder: home, ...around })

const rememberedFile = () => join(home, '.local', 'state', 'netraven', 'known_hosts')

describe('netraven fetch', () => {
  it('prints the configuration and nothing else on stdout', async () => {
    await using device = await router()
    expect(await fetch(device, ['--platform', 'frr'])).toMatchObject({ stdout: answer, code: 0 })
  })

  it('prints one document with --json', async () => {
    await using device = await router()
    const { stdout } = await fetch(device, ['--json', '--platform', 'frrouting'])
    expect(JSON.parse(stdout)).toEqual({
      platform: 'frr',
      host: '127.0.0.1',
      artifact: 'running-config',
      text: answer,
      complete: { proven: true, by: 'end-mark' },
      facts: { hostname: 'edge1', model: null, serial: null, version: '8.4.4' },
      elapsed_ms: expect.any(Number),
      volatile_lines: [0, 2],
    })
  })

  it('says with --json how a platform was detected', async () => {
    await using device = await router()
    const { detected, platform } = JSON.parse((await fetch(device, ['--json'])).stdout)
    expect(platform).toBe('frr')
    expect(detected).toEqual({
      score: expect.any(Number),
      evidence: expect.arrayContaining([expect.objectContaining({ said: expect.stringContaining('FRRouting') })]),
    })
  })

  it('prints facts alone as an artifact', async () => {
    await using device = await router()
    const { stdout } = await fetch(device, ['--artifact', 'facts', '--platform', 'frr'])
    expect(JSON.parse(stdout)).toEqual({ hostname: 'edge1', model: null, serial: null, version: '8.4.4' })
  })

  it('takes the secrets out with --redact', async () => {
    await using device = await router()
    const { stdout } = await fetch(device, ['--platform', 'frr', '--redact'])
    expect(stdout).not.toContain('planted-secret')
    expect(stdout).toMatch(/neighbor 192\.0\.2\.1 password <secret:\w+:\w+>/)
    expect(stdout.split('\n')).toHaveLength(answer.split('\n').length)
  })

  it('refuses what is not proven complete, and prints it when told to', async () => {
    await using device = await router({ kind: 'cut-config', atByte: 60, ending: 'prompt', reads: 'every' })
    const refused = await fetch(device, ['--platform', 'frr', '--json'])
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stdout)).toMatchObject({
      error: { kind: 'incomplete', details: { hint: expect.stringContaining('--allow-incomplete') } },
    })
    const allowed = await fetch(device, ['--platform', 'frr', '--allow-incomplete'])
    expect(allowed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Building configuration/) })
    expect(allowed.stdout.length).toBeLessThan(answer.length)
  })

  it('never prints the text that an answer broke off in', async () => {
    await using device = await router({ kind: 'cut-config', atByte: 60, ending: 'closed', reads: 'every' })
    const { stdout } = await fetch(device, ['--platform', 'frr', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'closed', details: { phase: 'command' } } })
    expect(JSON.parse(stdout).error.details).not.toHaveProperty('partial')
  })
})

describe('the password', () => {
  it('may come from a file', async () => {
    await using device = await router()
    const file = join(home, 'password')
    await writeFile(file, 'right-password\n')
    expect(await fetch(device, ['--platform', 'frr'], { environment: { NETRAVEN_PASSWORD_FILE: file } })).toMatchObject(
      { code: 0 },
    )
    const missing = await fetch(device, ['--platform', 'frr'], {
      environment: { NETRAVEN_PASSWORD_FILE: join(home, 'none') },
    })
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining("can't be read") })
  })

  it('is asked for on a terminal, without echo', async () => {
    await using device = await router()
    const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
    stdin.write('right-password\r\n')
    const { code, stderr } = await fetch(device, ['--platform', 'frr'], { environment: {}, stdin })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^Password for netbackup@127\.0\.0\.1: \n/)
    expect(stderr).not.toContain('right-password')
  })

  it('that nobody can give is an error that says what to do', async () => {
    await using device = await router()
    const { code, stderr } = await fetch(device, ['--platform', 'frr'], { environment: {} })
    expect(code).toBe(1)
    expect(stderr).toContain('NETRAVEN_PASSWORD')
    expect(device.seen.connections).toBe(0)
  })

  it('that is wrong is an error on stderr, as a sentence and as a document', async () => {
    await using device = await router()
    const { code, stdout, stderr } = await fetch(device, ['--platform', 'frr'], {
      environment: { NETRAVEN_PASSWORD: 'wrong-password' },
    })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({ error: { kind: 'auth' } })
    expect(stderr).not.toContain('wrong-password')
  })
})

describe('the host key', () => {
  it('is remembered at first contact, shown once, and refused when it changes', async () => {
    await using device = await router()
    const first = await fetch(device, ['--platform', 'frr'])
    expect(first.stderr).toContain(device.fingerprint)
    expect((await stat(rememberedFile())).mode & 0o777).toBe(0o600)
    expect((await fetch(device, ['--platform', 'frr'])).stderr).toBe('')
    const before = device.seen.passwords
    device.setFault({ kind: 'other-host-key' })
    expect(await fetch(device, ['--platform', 'frr'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has changed'),
    })
    expect(device.seen.passwords).toBe(before)
  })

  it('in the own known_hosts of OpenSSH counts first', async () => {
    await using device = await router()
    await fetch(device, ['--platform', 'frr'])
    const line = await readFile(rememberedFile(), 'utf8')
    await rm(join(home, '.local'), { recursive: true })
    await writeFile(join(home, 'hosts'), line)
    expect(
      await fetch(device, ['--platform', 'frr', '--host-key', `known-hosts:${join(home, 'hosts')}`]),
    ).toMatchObject({ code: 0, stderr: '' })
    await mkdir(join(home, '.ssh'))
    await writeFile(join(home, '.ssh', 'known_hosts'), line)
    expect(await fetch(device, ['--platform', 'frr'])).toMatchObject({ code: 0, stderr: '' })
    await expect(stat(rememberedFile())).rejects.toThrow('ENOENT')
  })

  it('may be pinned by its fingerprint', async () => {
    await using device = await router()
    expect(await fetch(device, ['--platform', 'frr', '--host-key', `pin:${device.fingerprint}`])).toMatchObject({
      code: 0,
      stderr: '',
    })
    const other = `pin:SHA256:${'A'.repeat(43)}`
    expect(await fetch(device, ['--platform', 'frr', '--host-key', other, '--json'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('host_key'),
    })
  })

  it('that cannot be remembered ends the visit before any password, and names --host-key', async () => {
    await using device = await router()
    await writeFile(join(home, '.local'), 'a file where a folder should be')
    const { code, stderr } = await fetch(device, ['--platform', 'frr'])
    expect(code).toBe(1)
    expect(stderr).toContain(`--host-key pin:${device.fingerprint}`)
    expect(device.seen.passwords).toBe(0)
  })
})

describe('bad input', () => {
  const nowhere = { address: '127.0.0.1', port: 1 }

  it.each([
    [['--port', '0']],
    [['--port', 'ssh']],
    [['--timeout', '0']],
    [['--host-key', 'any']],
    [['--host-key', 'pin:MD5:00']],
    [['--algorithms', 'ancient']],
    [['--artifact', 'everything']],
  ])('%j is refused before anything is dialled', async (args) => {
    await expect(fetch(nowhere, args)).rejects.toMatchObject({ code: 'commander.invalidArgument' })
  })

  it('ends as unreachable or timeout, each with what helps', async () => {
    expect(await fetch(nowhere, ['--json'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"kind":"unreachable"'),
    })
    expect(await fetch(nowhere, ['--transport', 'telnet', '--json'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"kind":"unreachable"'),
    })
    await using device = await router({ kind: 'stall', at: 'kex' })
    expect(await fetch(device, ['--timeout', '0.3', '--json'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"kind":"timeout"'),
    })
  })

  it('and Ctrl-C exits with 130', async () => {
    await using device = await router({ kind: 'stall', at: 'kex' })
    expect(await fetch(device, [], { signal: AbortSignal.timeout(100) })).toMatchObject({ code: 130 })
  })
})
