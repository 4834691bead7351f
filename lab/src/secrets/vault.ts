import { createHmac, randomBytes } from 'node:crypto'
import { ciscoType7, junos9 } from './encode.ts'

export type SecretForm =
  | 'password'
  | 'community'
  | 'cisco-type-7'
  | 'cisco-type-9'
  | 'junos-9'
  | 'md5-crypt'
  | 'sha512-crypt'
  | 'yescrypt'
  | 'base64-key'
  | 'hex-key'

/** A secret that stands in a device's configuration. */
export interface PlantedSecret {
  readonly hostname: string
  readonly form: SecretForm
  /** As it stands in the configuration. */
  readonly value: string
  /** What a reversible form hides. */
  readonly plain?: string
}

/** Makes the secrets of one device and remembers each. */
export interface Vault {
  readonly planted: readonly PlantedSecret[]
  readonly password: () => string
  readonly community: () => string
  readonly type7: () => string
  readonly type9: () => string
  readonly junos9: () => string
  readonly md5Crypt: () => string
  readonly sha512Crypt: () => string
  readonly yescrypt: () => string
  /** 32 bytes as WireGuard writes a key. */
  readonly base64Key: () => string
  /** 32 bytes in hex, as a Wi-Fi key. */
  readonly hexKey: () => string
  /** A value of the same kind that is nobody's secret, such as a public key. */
  readonly publicKey: () => string
}

export const newSecretSeed = (): string => randomBytes(32).toString('hex')

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'
const CRYPT = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The same seed and device give the same secrets, so that a lab can come back; a new seed gives all new ones. */
export function createVault(seed: string, hostname: string): Vault {
  const planted: PlantedSecret[] = []
  const bytes = createStream(seed, hostname)
  const text = (alphabet: string, length: number): string =>
    Array.from(bytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('')
  const number = (most: number): number => (bytes(1)[0] ?? 0) % (most + 1)
  const plant = (form: SecretForm, value: string, plain?: string): string => {
    planted.push({ hostname, form, value, ...(plain !== undefined && { plain }) })
    return value
  }
  const reversible = (form: SecretForm, encode: (plain: string) => string): string => {
    const plain = text(LETTERS, 12)
    return plant(form, encode(plain), plain)
  }
  return {
    planted,
    password: () => plant('password', text(LETTERS, 14)),
    community: () => plant('community', text(LETTERS, 10)),
    type7: () => reversible('cisco-type-7', (plain) => ciscoType7(plain, number(15))),
    type9: () => plant('cisco-type-9', `$9$${text(CRYPT, 14)}$${text(CRYPT, 43)}`),
    junos9: () => reversible('junos-9', (plain) => junos9(plain, number)),
    md5Crypt: () => plant('md5-crypt', `$1$${text(CRYPT, 8)}$${text(CRYPT, 22)}`),
    sha512Crypt: () => plant('sha512-crypt', `$6$${text(CRYPT, 8)}$${text(CRYPT, 86)}`),
    yescrypt: () => plant('yescrypt', `$y$j9T$${text(CRYPT, 22)}$${text(CRYPT, 43)}`),
    base64Key: () => plant('base64-key', bytes(32).toString('base64')),
    hexKey: () => plant('hex-key', bytes(32).toString('hex')),
    publicKey: () => bytes(32).toString('base64'),
  }
}

/** Endless bytes from a seed and a name. */
function createStream(seed: string, name: string): (count: number) => Buffer {
  let block = 0
  let left = Buffer.alloc(0)
  return (count) => {
    while (left.length < count)
      left = Buffer.concat([left, createHmac('sha256', seed).update(`${name}/${block++}`).digest()])
    const taken = left.subarray(0, count)
    left = left.subarray(count)
    return taken
  }
}
