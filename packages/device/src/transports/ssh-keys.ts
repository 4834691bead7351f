import { createPrivateKey, type KeyObject } from 'node:crypto'
import ssh2, { type ParsedKey } from 'ssh2'
import { DeviceError } from '../errors.ts'

/** Reads a private key: OpenSSH's form, PEM (PKCS #1, SEC 1, PKCS #8) or PuTTY's, encrypted or not. Throws `auth` and says
 *  what to do, never what was read. An encrypted OpenSSH key costs about 250 ms of CPU: its passphrase is stretched. */
export function readPrivateKey(text: string, passphrase: string | undefined): ParsedKey {
  const key = ssh2.utils.parseKey(fromPkcs8(text, passphrase), passphrase)
  if (key instanceof Error) throw explain(text, passphrase)
  if (!key.isPrivateKey()) throw unusable('is the public half of a key', 'give the file without .pub')
  if (key.type === 'ssh-dss') throw unusable('is a DSA key, which is never used', 'make an ed25519 key')
  return key
}

/** The same RSA key, which signs by SHA-512. Source: RFC 8332. */
export const signingBySha512 = (key: ParsedKey): ParsedKey =>
  Object.create(key, {
    type: { value: 'rsa-sha2-512' },
    sign: { value: (data: Buffer) => key.sign(data, 'sha512') },
  }) as ParsedKey

const unusable = (why: string, hint: string): DeviceError =>
  new DeviceError('auth', `the private key ${why}`, { phase: 'auth', hint })

function explain(text: string, passphrase: string | undefined): DeviceError {
  if (!isEncrypted(text)) return unusable("can't be read", 'give it in OpenSSH or PEM form, whole, with both its marks')
  return passphrase === undefined || passphrase === ''
    ? unusable('is encrypted, and no passphrase was given', 'give the passphrase of the key')
    : unusable('does not open with this passphrase', 'check the passphrase of the key')
}

/** PKCS #1 and OpenSSH's old form say so in a header, PKCS #8 in its mark, OpenSSH's in the name of a cipher. */
function isEncrypted(text: string): boolean {
  if (/^(Proc-Type: 4,ENCRYPTED|-----BEGIN ENCRYPTED|Encryption: aes)/m.test(text)) return true
  const body = /^-----BEGIN OPENSSH PRIVATE KEY-----([^-]*)/m.exec(text)?.[1] ?? ''
  const cipher = Buffer.from(body, 'base64').subarray(15)
  return cipher.length > 8 && cipher.toString('latin1', 4, 8) !== 'none'
}

/** ssh2 reads no PKCS #8; Node does, and gives the forms that ssh2 reads. */
function fromPkcs8(text: string, passphrase: string | undefined): string {
  if (!/^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/m.test(text)) return text
  let key: KeyObject
  try {
    key = createPrivateKey({ key: text, format: 'pem', ...(passphrase !== undefined && { passphrase }) })
  } catch {
    throw explain(text, passphrase) // the cause may quote the key
  }
  if (key.asymmetricKeyType === 'rsa') return String(key.export({ type: 'pkcs1', format: 'pem' }))
  if (key.asymmetricKeyType === 'ec') return String(key.export({ type: 'sec1', format: 'pem' }))
  if (key.asymmetricKeyType === 'ed25519') return openSshForm(key)
  throw unusable(`is of the kind ${key.asymmetricKeyType}, which SSH doesn't know`, 'use ed25519, ECDSA or RSA')
}

/** An ed25519 key as ssh-keygen writes it, unencrypted. Source: OpenSSH's PROTOCOL.key; RFC 8709 section 4. */
export function openSshForm(key: KeyObject): string {
  const { x = '', d = '' } = key.export({ format: 'jwk' })
  const [half, seed] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')]
  const type = 'ssh-ed25519'
  const secret = Buffer.concat([Buffer.alloc(8), fields(type, half, Buffer.concat([seed, half]), '')])
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7]).subarray(0, (8 - (secret.length % 8)) % 8)
  const one = Buffer.from([0, 0, 0, 1])
  const whole = [
    Buffer.from('openssh-key-v1\0'),
    fields('none', 'none', ''),
    one,
    fields(fields(type, half), Buffer.concat([secret, padding])),
  ]
  const lines = Buffer.concat(whole).toString('base64').replace(/.{70}/g, '$&\n')
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`
}

/** Strings as SSH writes them: a length of four bytes, then the bytes. */
function fields(...values: readonly (string | Buffer)[]): Buffer {
  const parts = values.flatMap((value) => {
    const bytes = Buffer.from(value as string)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return [length, bytes]
  })
  return Buffer.concat(parts)
}
