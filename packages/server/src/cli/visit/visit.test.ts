import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { fakeDevice, type FakeDevice, type FakeDeviceOptions } from '@netraven/device/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchCommand } from '../fetch.ts'
import type { Surroundings } from '../surroundings.ts'
import { runAlone } from '../testing/alone.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'visit-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const router = (options: Partial<FakeDeviceOptions> = {}) =>
  fakeDevice({
    platform: 'frr',
    hostname: 'edge1',
    username: 'netbackup',
    password: 'right-password',
    config: '!\nhostname edge1\n!\nend\n',
    ...options,
  })

const fetch = (device: FakeDevice, args: readonly string[] = [], around: Partial<Surroundings> = {}) =>
  runAlone(fetchCommand, [device.address, '--port', String(device.port), '--platform', 'frr', ...args], {
    homeFolder: home,
    ...around,
  })

/** A key pair as ssh-keygen writes it: the path of the private half, and the public half. */
async function keyPair(passphrase?: string): Promise<{ readonly file: string; readonly publicKey: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const encryption = passphrase ? { cipher: 'aes-256-cbc', passphrase } : {}
  const file = join(home, 'id')
  await writeFile(file, privateKey.export({ type: 'pkcs1', format: 'pem', ...encryption } as never), { mode: 0o600 })
  const { e = '', n = '' } = publicKey.export({ format: 'jwk' })
  const numbers = [e, n].map((number) => Buffer.concat([Buffer.alloc(1), Buffer.from(number, 'base64url')]))
  const [exponent, modulus] = numbers.map((number) => ((number[1] ?? 0) > 0x7f ? number : number.subarray(1)))
  const blob = Buffer.concat([Buffer.from('ssh-rsa'), exponent, modulus].map((part = Buffer.alloc(0)) => counted(part)))
  return { file, publicKey: `ssh-rsa ${blob.toString('base64')}` }
}

/** Source: RFC 4251 section 5. */
function counted(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

describe('a jump host', () => {
  it('is passed through, with its own user and password, and its key is remembered too', async () => {
    await using device = await router()
    await using bastion = await router({ username: 'ops', password: 'jump-password', forwards: true })
    const { code, stdout, stderr } = await fetch(device, ['--jump', `ops@127.0.0.1:${bastion.port}`], {
      environment: { NETRAVEN_PASSWORD: 'right-password', NETRAVEN_JUMP_PASSWORD: 'jump-password' },
    })
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('hostname edge1') })
    expect(bastion.seen.passwords).toBe(1)
    expect(stderr).toContain(bastion.fingerprint)
    expect(stderr).toContain(device.fingerprint)
  })

  it('that refuses its password is named', async () => {
    await using device = await router()
    await using bastion = await router({ username: 'ops', password: 'jump-password', forwards: true })
    const { code, stderr } = await fetch(device, ['--jump', `ops@127.0.0.1:${bastion.port}`], {
      environment: { NETRAVEN_PASSWORD: 'right-password', NETRAVEN_JUMP_PASSWORD: 'wrong' },
    })
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('hop 1 of 1') })
    expect(device.seen.connections).toBe(0)
  })

  it.each(['', 'ops@', 'ops@host:99999', 'a@b@c', '[::1'])('is not what "%s" says', async (text) => {
    await using device = await router()
    await expect(fetch(device, ['--jump', text])).rejects.toMatchObject({ code: 'commander.invalidArgument' })
  })
})

describe('a private key', () => {
  it('lets in without a password', async () => {
    const { file, publicKey } = await keyPair()
    await using device = await router({ publicKey })
    const { code } = await fetch(device, ['--identity', file], { environment: {} })
    expect({ code, passwords: device.seen.passwords }).toEqual({ code: 0, passwords: 0 })
  })

  it('that is encrypted is unlocked by the environment or by a question', async () => {
    const { file, publicKey } = await keyPair('open sesame')
    await using device = await router({ publicKey })
    expect(
      (await fetch(device, ['--identity', file], { environment: { NETRAVEN_PASSPHRASE: 'open sesame' } })).code,
    ).toBe(0)
    const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
    stdin.write('open sesame\r\n')
    const asked = await fetch(device, ['--identity', file], { environment: {}, stdin })
    expect(asked).toMatchObject({ code: 0, stderr: expect.stringContaining(`Passphrase for ${file}: `) })
    const wrong = await fetch(device, ['--identity', file], { environment: { NETRAVEN_PASSPHRASE: 'nonsense' } })
    expect(wrong).toMatchObject({ code: 1, stderr: expect.not.stringContaining('nonsense') })
  })

  it('or an agent that is not there is an error before anything is dialled', async () => {
    await using device = await router()
    for (const args of [['--identity', join(home, 'none')], ['--agent']])
      expect(await fetch(device, args, { environment: {} })).toMatchObject({ code: 1 })
    expect(device.seen.connections).toBe(0)
  })
})

it('a second factor is asked for at this terminal', async () => {
  await using device = await router({ secondFactor: [{ prompt: 'Verification code: ', answer: '424242' }] })
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  stdin.write('424242\r\n')
  expect(await fetch(device, ['--second-factor'], { stdin })).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Verification code: '),
  })
})

it('telnet is spoken where it is asked for', async () => {
  await using device = await router({ platform: 'cisco_ios', transport: 'telnet' })
  expect(await fetch(device, ['--transport', 'telnet', '--platform', 'cisco_ios'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('hostname edge1'),
  })
})

it('several keys may be pinned, for the device and its jump hosts', async () => {
  await using device = await router()
  const pins = `pin:SHA256:${'A'.repeat(43)},${device.fingerprint}`
  expect(await fetch(device, ['--host-key', pins])).toMatchObject({ code: 0, stderr: '' })
})

it('authorities that cannot be read end the visit before anything is dialled', async () => {
  await using device = await router()
  const { code, stderr } = await fetch(device, ['--transport', 'http', '--ca', join(home, 'none.pem')])
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('--ca') })
  expect(device.seen.connections).toBe(0)
})
