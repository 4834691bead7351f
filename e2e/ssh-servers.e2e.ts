import { generateKeyPairSync } from 'node:crypto'
import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { definePlatform, findPlatform, openSession, pinned, type JumpHost, type Platform } from '@netraven/device'
import { has } from '../tools/needs.ts'
import { startDropbear } from './support/dropbear.ts'
import { startFrrRouter } from './support/frr-router.ts'
import { run } from './support/account.ts'
import { fingerprintOf, type Sshd, startSshd } from './support/sshd.ts'

const VISITS = 20
const AT_ONCE = 4
type Server = Pick<Sshd, 'host' | 'port' | 'username' | 'password' | 'fingerprint'>

const credentialOf = ({ username, password }: Server) => ({ username, password: () => password })

const reachOf = (server: Server) => ({
  host: server.host,
  port: server.port,
  credential: credentialOf(server),
  hostKey: pinned([server.fingerprint]),
})

/** One visit that must be proven; gives the text. */
async function read(server: Server, platform: Platform, options: Partial<Parameters<typeof openSession>[0]> = {}) {
  await using session = await openSession({ ...reachOf(server), platform, ...options })
  const { bytes, complete } = await session.getConfig()
  expect(complete.proven).toBe(true)
  return bytes.toString('utf8')
}

/** How many of 20 visits brought this text. */
async function equalVisits(truth: string, visit: () => Promise<string>): Promise<number> {
  let equal = 0
  const visitInTurn = async () => {
    for (let at = 0; at < VISITS / AT_ONCE; at++) if ((await visit()) === truth) equal++
  }
  await Promise.all(Array.from({ length: AT_ONCE }, visitInTurn))
  return equal
}

const frr = findPlatform('frr')!
/** A Linux host whose configuration is one file. */
const fileOf = (path: string, way: 'exec' | 'shell' | 'file'): Platform =>
  definePlatform({
    ...findPlatform('linux')!,
    exec: way !== 'shell',
    artifacts: { 'running-config': [[way === 'file' ? { file: path } : `cat ${path}`]] },
    complete: way === 'shell' ? { endMark: /^# end$/ } : { exitStatusProves: true },
  })

/** What a configuration may hold and a terminal must not touch. */
const text = `# interfaces\n${Array.from({ length: 400 }, (_, at) => `iface eth${at} inet static # ünïcode ${'x'.repeat(at % 90)}`).join('\n')}\n# end\n`

async function withFile(server: { readonly folder: string }): Promise<string> {
  const path = join(server.folder, 'interfaces')
  await writeFile(path, text, { mode: 0o644 })
  return path
}

const LEGACY = [
  'KexAlgorithms diffie-hellman-group1-sha1',
  'HostKeyAlgorithms ssh-rsa',
  'Ciphers 3des-cbc',
  'MACs hmac-md5',
]

describe.runIf(has('frr'))('FRRouting, byte for byte as vtysh shows it', () => {
  it.each(['exec', 'shell'] as const)('over %s: 20 visits of 20', async (way) => {
    await using router = await startFrrRouter()
    for (let seq = 10; seq < 60; seq++) await router.permit(seq, `198.51.${seq}.0/24`)
    const truth = await router.vtysh('show running-config')
    expect(await equalVisits(truth, () => read(router, { ...frr, exec: way === 'exec' }))).toBe(VISITS)
  })
})

describe.runIf(has('sshd'))('OpenSSH', () => {
  it('that knows only algorithms of 2005 is read under the legacy profile, 20 visits of 20', async () => {
    await using server = await startSshd({ settings: LEGACY })
    const rsa = await fingerprintOf(join(server.folder, 'host_rsa.pub'))
    const platform = fileOf(await withFile(server), 'exec')
    const visit = () => read(server, platform, { algorithms: 'legacy', hostKey: pinned([rsa]) })
    expect(await equalVisits(text, visit)).toBe(VISITS)
    await expect(read(server, platform)).rejects.toMatchObject({
      kind: 'algorithm',
      details: { hint: expect.stringContaining('"legacy"') },
    })
  })

  it.each(['exec', 'shell'] as const)('as a jump host before another one: 20 visits of 20 over %s', async (way) => {
    await using far = await startSshd()
    await using near = await startSshd({ settings: ['ForceCommand /bin/false'] })
    const platform = fileOf(await withFile(far), way)
    const jump: readonly JumpHost[] = [reachOf(near)]
    expect(await equalVisits(text, () => read(far, platform, { jump }))).toBe(VISITS)
  })

  it('that forwards nothing is named, with what helps', async () => {
    await using far = await startSshd()
    await using near = await startSshd({ settings: ['AllowTcpForwarding no'] })
    const jump: readonly JumpHost[] = [reachOf(near)]
    await expect(read(far, fileOf('/etc/hostname', 'exec'), { jump })).rejects.toMatchObject({
      kind: 'unsupported',
      message: `hop 1 of 1, 127.0.0.1:${near.port}: it does not forward to 127.0.0.1:${far.port}`,
      details: { hint: expect.stringContaining('allow TCP forwarding') },
    })
    const closed = { ...far, port: 1 }
    await using open = await startSshd()
    const way = [reachOf(open)]
    await expect(read(closed, fileOf('/etc/hostname', 'exec'), { jump: way })).rejects.toMatchObject({
      kind: 'unreachable',
    })
  })

  it('that dies as a jump host ends the visit by its name', async () => {
    await using far = await startSshd()
    await using near = await startSshd()
    const jump: readonly JumpHost[] = [reachOf(near)]
    await using session = await openSession({ ...reachOf(far), platform: fileOf('/etc/hostname', 'exec'), jump })
    const readOn = async () => {
      for await (const _piece of session.stream('while date; do sleep 0.05; done')) await near.stop()
    }
    await expect(readOn()).rejects.toMatchObject({
      kind: 'closed',
      details: { hop: `hop 1 of 1, 127.0.0.1:${near.port}` },
    })
  })

  it('wants new keys every 64 KiB, and loses no byte', async () => {
    await using server = await startSshd({ settings: ['RekeyLimit 64K'] })
    const path = join(server.folder, 'large')
    const large = text.repeat(60)
    await writeFile(path, large)
    for (const way of ['exec', 'file'] as const) expect(await read(server, fileOf(path, way))).toBe(large)
  })

  it('takes an RSA key by SHA-2, then the password where it wants both', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'sesame' }))
    for (const algorithm of ['rsa-sha2-256', 'rsa-sha2-512']) {
      await using server = await startSshd({
        publicKey: await publicLineOf(pem, 'sesame'),
        settings: [`PubkeyAcceptedAlgorithms ${algorithm}`, 'AuthenticationMethods publickey,password'],
      })
      const platform = fileOf(await withFile(server), 'exec')
      const key = { username: server.username, privateKey: () => pem, passphrase: () => 'sesame' }
      const credential = { ...key, password: () => server.password }
      expect(await read(server, platform, { credential })).toBe(text)
      await expect(read(server, platform, { credential: key })).rejects.toMatchObject({
        kind: 'auth',
        message: expect.stringContaining('wants more (password)'),
      })
    }
  })

  it.each([
    ['SFTP', []],
    ['SCP', ['Subsystem nothing /bin/false']],
  ] as const)('hands a file out over %s, byte for byte', async (_way, settings) => {
    await using server = await startSshd({ settings })
    const path = await withFile(server)
    expect(await equalVisits(text, () => read(server, fileOf(path, 'file')))).toBe(VISITS)
    await writeFile(path, '', { mode: 0o000 })
    await run('chmod', ['000', path])
    await expect(read(server, fileOf(path, 'file'))).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/permission denied/i),
    })
    await expect(read(server, fileOf(`${path}-not`, 'file'))).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/no such file/i),
    })
    await expect(read(server, fileOf(server.folder, 'file'))).rejects.toMatchObject({ kind: 'rejected' })
  })
})

describe.runIf(has('dropbear'))('dropbear', () => {
  it.each(['exec', 'shell', 'file'] as const)('over %s: 20 visits of 20 give the file', async (way) => {
    await using server = await startDropbear()
    const platform = fileOf(await withFile(server), way)
    expect(await equalVisits(text, () => read(server, platform))).toBe(VISITS)
  })
})

/** As ssh-keygen -y prints it. */
async function publicLineOf(pem: string, passphrase: string): Promise<string> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'key-'))
  const file = join(folder.path, 'key')
  await writeFile(file, pem, { mode: 0o600 })
  return (await run('ssh-keygen', ['-y', '-P', passphrase, '-f', file])).stdout.trim()
}
