import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openSshForm, readPrivateKey } from './ssh-keys.ts'

const ed25519 = () => generateKeyPairSync('ed25519').privateKey
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const pem = (key: KeyObject, type: 'pkcs1' | 'sec1' | 'pkcs8', passphrase?: string): string =>
  String(key.export({ type, format: 'pem', ...(passphrase && { cipher: 'aes-256-cbc', passphrase }) } as never))

const SECRET = 'open sesame'

describe('a private key', () => {
  it.each([
    ['RSA in PKCS #1', pem(rsa, 'pkcs1'), undefined, 'ssh-rsa'],
    ['RSA in PKCS #1, encrypted', pem(rsa, 'pkcs1', SECRET), SECRET, 'ssh-rsa'],
    ['RSA in PKCS #8', pem(rsa, 'pkcs8'), undefined, 'ssh-rsa'],
    ['ECDSA in SEC 1', pem(ec, 'sec1'), undefined, 'ecdsa-sha2-nistp256'],
    ['ECDSA in PKCS #8, encrypted', pem(ec, 'pkcs8', SECRET), SECRET, 'ecdsa-sha2-nistp256'],
    ['ed25519 in PKCS #8, encrypted', pem(ed25519(), 'pkcs8', SECRET), SECRET, 'ssh-ed25519'],
    ['ed25519 in the form of OpenSSH', openSshForm(ed25519()), undefined, 'ssh-ed25519'],
    ['that needs no passphrase, given one', openSshForm(ed25519()), SECRET, 'ssh-ed25519'],
  ])('%s is read, and signs', (_form, text, passphrase, type) => {
    const key = readPrivateKey(text, passphrase)
    const message = Buffer.from('challenge')
    expect(key).toMatchObject({ type })
    expect(key.verify(message, key.sign(message) as Buffer)).toBe(true)
  })

  it('whose public half begins with zeros is read like any other', () => {
    let key = ed25519()
    while (Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')[0] !== 0) key = ed25519()
    const read = readPrivateKey(openSshForm(key), undefined)
    const message = Buffer.from('challenge')
    expect(read.verify(message, read.sign(message) as Buffer)).toBe(true)
  })

  it.each([
    ['PKCS #1', pem(rsa, 'pkcs1', SECRET)],
    ['PKCS #8', pem(ec, 'pkcs8', SECRET)],
    // ssh-keygen -t ed25519 -N secret
    [
      'OpenSSH',
      `-----BEGIN OPENSSH PRIVATE KEY-----\n${Buffer.from('openssh-key-v1\0\0\0\0\x0aaes256-ctr\0\0\0\x06bcrypt', 'latin1').toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`,
    ],
  ])('in %s that is encrypted says which of passphrases is missing or wrong, and nothing of the key', (_form, text) => {
    const body = text.split('\n')[1] ?? ''
    for (const [passphrase, words] of [
      [undefined, 'is encrypted, and no passphrase was given'],
      ['not this one', 'does not open with this passphrase'],
    ] as const) {
      const read = () => readPrivateKey(text, passphrase)
      expect(read).toThrow(expect.objectContaining({ kind: 'auth', message: expect.stringContaining(words) }))
      expect(read).not.toThrow(body)
      expect(read).not.toThrow('not this one')
    }
  })

  it.each([
    ['rubbish', "can't be read"],
    ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', "can't be read"],
    [pem(rsa, 'pkcs1').slice(0, 400), "can't be read"],
    [pem(generateKeyPairSync('x25519').privateKey, 'pkcs8'), "x25519, which SSH doesn't know"],
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILywWIb4yWh/Q81FJCoflMPXiRI82eccTtVGeNaU5b78 root@vm', 'is the public half'],
  ])('that is none says so: %j', (text, words) => {
    expect(() => readPrivateKey(text, undefined)).toThrow(
      expect.objectContaining({ kind: 'auth', message: expect.stringContaining(words) }),
    )
  })
})
