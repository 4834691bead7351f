import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { has } from '../tools/needs.ts'
import { type FrrRouter, startFrrRouter } from './support/frr-router.ts'
import { runProgram } from './support/program.ts'

describe.runIf(has('frr'))('netraven fetch from a real router', () => {
  let router: FrrRouter
  let state: string
  const fetch = (args: readonly string[] = [], password = router.password) =>
    runProgram(['fetch', router.host, '--port', `${router.port}`, '--username', router.username, ...args], {
      env: { NETRAVEN_PASSWORD: password, XDG_STATE_HOME: state },
    })

  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'fetch-'))
    router = await startFrrRouter()
  })
  afterAll(async () => {
    await router.stop()
    await rm(state, { recursive: true, force: true })
  })

  it('prints the configuration byte for byte as vtysh prints it, and the fingerprint on stderr at first contact only', async () => {
    const first = await fetch(['--platform', 'frr'])
    expect(first).toMatchObject({ code: 0, stdout: await router.vtysh('show running-config') })
    expect(first.stdout).toMatch(/^Building configuration\.\.\.\n/)
    expect(first.stderr).toMatch(/^First contact with 127\.0\.0\.1:\d+: ssh-ed25519 SHA256:\S+ is remembered/)
    expect(await fetch(['--platform', 'frr'])).toMatchObject({ code: 0, stdout: first.stdout, stderr: '' })
    const file = join(state, 'netraven', 'known_hosts')
    expect(await readFile(file, 'utf8')).toMatch(
      new RegExp(`^\\[127\\.0\\.0\\.1\\]:${router.port} ssh-ed25519 \\S+\\n$`),
    )
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('follows a change', async () => {
    await router.permit(10, '198.51.101.0/24')
    const { stdout } = await fetch(['--platform', 'frrouting'])
    expect(stdout).toContain('ip prefix-list PL seq 10 permit 198.51.101.0/24\n')
    expect(stdout).toBe(await router.vtysh('show running-config'))
  })

  it('finds out the platform, and reads the same text from the shell without knowing it', async () => {
    const truth = await router.vtysh('show running-config')
    expect(JSON.parse((await fetch(['--json'])).stdout)).toMatchObject({
      platform: 'frr',
      text: truth,
      complete: { proven: true, by: 'end-mark' },
      facts: { hostname: 'frr1', version: expect.stringMatching(/^\d+\./) },
    })
    expect(JSON.parse((await fetch(['--platform', 'generic', '--json'])).stdout)).toMatchObject({
      text: truth,
      complete: { proven: true, by: 'double-read' },
    })
  })

  it('says what is wrong with a password, in a document and an exit code', async () => {
    const { code, stdout } = await fetch(['--platform', 'frr', '--json'], 'wrong-password')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'auth', details: { phase: 'auth' } } })
    expect(stdout).not.toContain('wrong-password')
  })
})

describe.runIf(has('frr')).each([
  {
    profile: 'compatible',
    sshd: ['KexAlgorithms diffie-hellman-group14-sha1', 'HostKeyAlgorithms ssh-rsa', 'MACs hmac-sha1'],
  },
  {
    profile: 'compatible',
    sshd: ['KexAlgorithms diffie-hellman-group-exchange-sha1', 'Ciphers aes128-ctr', 'MACs hmac-sha1-etm@openssh.com'],
  },
  {
    profile: 'legacy',
    sshd: [
      'KexAlgorithms diffie-hellman-group1-sha1',
      'HostKeyAlgorithms ssh-rsa',
      'Ciphers 3des-cbc',
      'MACs hmac-md5',
    ],
  },
])('a router whose OpenSSH offers only $sshd', ({ profile, sshd }) => {
  it(`is refused by name under modern, and read under ${profile}`, async () => {
    await using router = await startFrrRouter({ sshd })
    const state = await mkdtemp(join(tmpdir(), 'fetch-'))
    const args = ['fetch', router.host, '--port', `${router.port}`, '--username', router.username, '--platform', 'frr']
    const env = { NETRAVEN_PASSWORD: router.password, XDG_STATE_HOME: state }
    const refused = await runProgram([...args, '--json'], { env })
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stdout)).toMatchObject({
      error: { kind: 'algorithm', details: { hint: expect.stringContaining(`"${profile}"`) } },
    })
    const read = await runProgram([...args, '--algorithms', profile], { env })
    expect(read).toMatchObject({ code: 0, stdout: await router.vtysh('show running-config') })
    await rm(state, { recursive: true, force: true })
  })
})
