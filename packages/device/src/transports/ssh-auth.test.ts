import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeDevice, type FakeDeviceOptions } from '../testing/index.ts'
import { tofu } from './host-keys.ts'
import type { Credential } from './credential.ts'
import { openSshForm, readPrivateKey } from './ssh-keys.ts'
import { connectSsh, type SshOptions } from './ssh.ts'

const login = { username: 'netbackup', password: 'right-password' }
const { username } = login
const password = () => login.password

/** A private key in PEM, and its public half in OpenSSH's form. */
function keyPair(kind: 'rsa' | 'ed25519') {
  const { privateKey } =
    kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync(kind)
  const text =
    kind === 'rsa' ? String(privateKey.export({ type: 'pkcs1', format: 'pem' })) : openSshForm(privateKey as never)
  const key = readPrivateKey(text, undefined)
  return { privateKey: () => text, publicKey: `${key.type} ${key.getPublicSSH().toString('base64')}` }
}
const ed25519 = keyPair('ed25519')
const rsa = keyPair('rsa')

const device = (options: Partial<FakeDeviceOptions>) =>
  fakeDevice({ platform: 'cisco_ios', hostname: 'sw1', ...login, config: '!\nend\n', ...options })

const logIn = async (port: number, credential: Credential, options: Partial<SshOptions> = {}) => {
  const store = { find: async () => [], add: async () => undefined }
  const transport = await connectSsh({ host: '127.0.0.1', port, credential, hostKey: tofu(store), ...options })
  await transport.close()
}

describe('a login by key', () => {
  it('needs no password, and signs by SHA-2 where the key is RSA', async () => {
    await using there = await device({ auth: ['publickey'], publicKey: rsa.publicKey })
    await logIn(there.port, { username, privateKey: rsa.privateKey })
    expect(there.seen.signatures).toEqual(['sha256'])
    expect(there.seen.passwords).toBe(0)
  })

  it('that is refused goes on to the password, once', async () => {
    await using there = await device({ publicKey: rsa.publicKey })
    await logIn(there.port, { username, privateKey: ed25519.privateKey, password })
    expect(there.seen).toMatchObject({ passwords: 1, signatures: [] })
  })

  it('with an encrypted key needs the passphrase, and says so', async () => {
    const text = String(
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
        type: 'pkcs1',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'open sesame',
      }),
    )
    const { type, base64 } = (() => {
      const key = readPrivateKey(text, 'open sesame')
      return { type: key.type, base64: key.getPublicSSH().toString('base64') }
    })()
    await using there = await device({ auth: ['publickey'], publicKey: `${type} ${base64}` })
    const privateKey = () => text
    await logIn(there.port, { username, privateKey, passphrase: async () => 'open sesame' })
    await expect(logIn(there.port, { username, privateKey })).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('no passphrase was given'),
      details: { hint: 'give the passphrase of the key', phase: 'auth' },
    })
    await expect(logIn(there.port, { username, privateKey, passphrase: () => 'shut sesame' })).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('does not open with this passphrase'),
    })
  })
})

describe('a device that wants several things', () => {
  it('gets the key and then the password, in the order it asks', async () => {
    await using there = await device({ factors: ['publickey', 'password'], publicKey: ed25519.publicKey })
    await logIn(there.port, { username, privateKey: ed25519.privateKey, password })
    expect(there.seen).toMatchObject({ passwords: 1, signatures: [expect.any(String)] })
    await expect(logIn(there.port, { username, privateKey: ed25519.privateKey })).rejects.toMatchObject({
      kind: 'auth',
      message: 'the device accepted a part and wants more (password)',
      details: { hint: 'give the credential the rest too' },
    })
  })

  it('gets the password, and the second factor from the callback', async () => {
    const secondFactor = [{ prompt: 'Verification code: ', echo: true, answer: '123456' }]
    await using there = await device({ auth: ['keyboard-interactive'], secondFactor })
    const asked: unknown[] = []
    const answer: Credential['answer'] = async (question) => {
      asked.push(question)
      return '123456'
    }
    await logIn(there.port, { username, password, answer })
    expect(asked).toEqual([{ prompt: 'Verification code: ', instructions: '', echo: true, round: 2 }])
    await expect(logIn(there.port, { username, password, answer: () => undefined })).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('"Verification code:"'),
      details: { hint: 'the second factor had no answer to it' },
    })
    await expect(logIn(there.port, { username, password })).rejects.toMatchObject({
      kind: 'auth',
      details: { hint: expect.stringContaining('needs a callback') },
    })
  })

  it('is not told the same wrong password a second time by another method', async () => {
    await using there = await device({ secondFactor: [{ prompt: 'Code: ', answer: '1' }] })
    const wrong = { username, password: () => 'wrong', answer: () => '1' }
    await expect(logIn(there.port, wrong)).rejects.toMatchObject({ kind: 'auth' })
    expect(there.seen.passwords).toBe(1)
  })

  it('is asked in two rounds at most, and never changes a password', async () => {
    const many = [1, 2, 3].map((n) => ({ prompt: `Question ${n}: `, answer: 'a' }))
    await using curious = await device({ auth: ['keyboard-interactive'], secondFactor: many })
    await expect(logIn(curious.port, { username, password, answer: () => 'a' })).rejects.toMatchObject({ kind: 'auth' })
    const change = [{ prompt: 'New password: ', answer: 'a' }]
    await using expired = await device({ auth: ['keyboard-interactive'], secondFactor: change })
    let asked = 0
    const answer = () => `${++asked}`
    await expect(logIn(expired.port, { username, password, answer })).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('New password:'),
    })
    expect(asked).toBe(0)
  })

  it('says why the callback failed, and nothing of what it said', async () => {
    await using there = await device({
      auth: ['keyboard-interactive'],
      secondFactor: [{ prompt: 'Code: ', answer: '1' }],
    })
    const answer = () => Promise.reject(new Error('the phone 0170 is off'))
    await expect(logIn(there.port, { username, password, answer })).rejects.toMatchObject({
      kind: 'auth',
      message: 'a question of the device got no answer',
    })
  })
})

describe('a login in the shell', () => {
  it('begins without any authentication', async () => {
    await using there = await device({ auth: ['none'] })
    await logIn(there.port, { username, password }, { login: 'in-shell' })
    expect(there.seen).toMatchObject({ authAttempts: 1, passwords: 0 })
  })

  it('falls back to the password where the device wants one after all', async () => {
    await using there = await device({ auth: ['password'] })
    await logIn(there.port, { username, password }, { login: 'in-shell' })
    expect(there.seen).toMatchObject({ authAttempts: 2, passwords: 1 })
  })

  it('tells SSH another name than the shell where the device knows one only', async () => {
    await using there = await device({ auth: ['password'] })
    await logIn(there.port, { username: 'ops', password }, { login: 'in-shell', sshUser: username })
    expect(there.seen).toMatchObject({ passwords: 1 })
  })
})

it('a device that disconnects at the login instead of refusing has refused', async () => {
  await using there = await device({ faults: [{ kind: 'breaks-off', at: 'auth', how: 'disconnect' }] })
  await expect(logIn(there.port, { username, password })).rejects.toMatchObject({ kind: 'auth' })
})

const AGENT = '/usr/bin/ssh-agent'

describe.runIf(existsSync(AGENT))('an ssh-agent', () => {
  async function startAgent(keys: readonly string[]) {
    const folder = await mkdtemp(join(tmpdir(), 'agent-'))
    const path = join(folder, 'socket')
    const agent = spawn(AGENT, ['-D', '-a', path], { stdio: 'ignore' })
    while (!existsSync(path)) await new Promise(setImmediate)
    for (const [at, key] of keys.entries()) {
      const file = join(folder, `key${at}`)
      await writeFile(file, key, { mode: 0o600 })
      const add = spawn('/usr/bin/ssh-add', ['-q', file], {
        env: { ...process.env, SSH_AUTH_SOCK: path },
        stdio: 'ignore',
      })
      await once(add, 'close')
    }
    return {
      path,
      async [Symbol.asyncDispose]() {
        agent.kill()
        await rm(folder, { recursive: true })
      },
    }
  }

  it('signs with the key that the device knows', async () => {
    await using agent = await startAgent([ed25519.privateKey(), rsa.privateKey()])
    await using there = await device({ auth: ['publickey'], publicKey: rsa.publicKey })
    await logIn(there.port, { username, agent: agent.path })
    expect(there.seen.signatures).toEqual(['sha256'])
  })

  it('whose keys the device refuses gives way to the password', async () => {
    await using agent = await startAgent([ed25519.privateKey()])
    await using there = await device({ publicKey: rsa.publicKey })
    await logIn(there.port, { username, agent: agent.path, password })
    expect(there.seen.passwords).toBe(1)
  })

  it('that is not there, or holds no key, is named', async () => {
    await using empty = await startAgent([])
    await using there = await device({ publicKey: rsa.publicKey })
    await expect(logIn(there.port, { username, agent: empty.path })).rejects.toMatchObject({
      kind: 'auth',
      message: 'the ssh-agent holds no key',
      details: { hint: 'add one with ssh-add' },
    })
    await expect(logIn(there.port, { username, agent: '/nowhere/socket' })).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringMatching(/^the ssh-agent can't be reached: /),
    })
  })

  it('that never answers is left when the login takes too long', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'agent-'))
    let open = 0
    const silent = createServer((socket) => {
      open++
      socket.on('error', () => undefined).once('close', () => open--)
      socket.resume()
    })
    await once(silent.listen(join(folder, 'socket')), 'listening')
    await using there = await device({ publicKey: rsa.publicKey })
    const attempt = logIn(there.port, { username, agent: join(folder, 'socket') }, { budgets: { authMs: 200 } })
    await expect(attempt).rejects.toMatchObject({ kind: 'timeout', details: { phase: 'auth' } })
    await expect.poll(() => open).toBe(0)
    silent.close()
    await rm(folder, { recursive: true })
  })
})
