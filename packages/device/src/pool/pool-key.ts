import { createHmac, randomBytes } from 'node:crypto'
import type { OpenSessionOptions } from '../open-session.ts'
import { defaultPort } from '../transports/connect.ts'
import type { Credential } from '../transports/credential.ts'

/** How a session is wanted. What is equal in all of it may share a session. */
export interface PooledOptions extends Omit<OpenSessionOptions, 'recorder' | 'signal'> {
  /** Stands for everything secret: the credential, the enable secret, and the credentials of jump hosts. Default: the secrets
   *  themselves are read and compared by a keyed hash. */
  readonly credentialId?: string
  /** Stands for the host-key policies of the device and its jump hosts. Default: only the very same policy object is equal, so
   *  that nobody inherits a session that a laxer policy let in. */
  readonly hostKeyId?: string
}

/** Makes keys for one pool: equal options give equal keys, and no key gives a secret away. */
export interface PoolKeys {
  keyOf(options: PooledOptions): Promise<string>
}

export function createPoolKeys(): PoolKeys {
  const secret = randomBytes(32)
  const numbers = new WeakMap<object, number>()
  let last = 0
  /** The same number for the same object, as long as it lives. */
  const numberOf = (thing: object): number => {
    const known = numbers.get(thing) ?? ++last
    numbers.set(thing, known)
    return known
  }
  return {
    keyOf: async ({ credentialId, hostKeyId, ...options }) => {
      const { transport, tls, port = defaultPort(transport, tls) } = options
      const described = await describe(
        { ...options, port },
        {
          credential: async (given) => credentialId ?? secretsOf(given as Credential),
          enableSecret: async (given) => credentialId ?? (given as () => string | Promise<string>)(),
          hostKey: async (given) => hostKeyId ?? numberOf(given as object),
        },
        numberOf,
      )
      return createHmac('sha256', secret)
        .update(JSON.stringify([credentialId, hostKeyId, described]))
        .digest('base64')
    },
  }
}

/** Values that are compared in a way of their own, by the name of their field. */
type Special = Readonly<Record<string, (given: unknown) => Promise<unknown>>>

/** The value in a form that is equal where the value is: fields in order, functions and what holds some by their identity. */
async function describe(value: unknown, special: Special, numberOf: (thing: object) => number): Promise<unknown> {
  if (typeof value === 'function') return { is: numberOf(value) }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Promise.all(value.map((item) => describe(item, special, numberOf)))
  const fields = Object.entries(value).filter(([, given]) => given !== undefined)
  const isData = fields.every(([name, given]) => name in special || typeof given !== 'function')
  if (!isData || value instanceof RegExp) return { is: numberOf(value) }
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Promise.all(
    sorted.map(async ([name, given]) => [name, await (special[name]?.(given) ?? describe(given, special, numberOf))]),
  )
}

async function secretsOf({ username, password, privateKey, passphrase, agent, answer }: Credential): Promise<unknown> {
  const secrets = [password, privateKey, passphrase].map(async (read) => (await read?.()) ?? null)
  return [username, agent ?? null, answer !== undefined, ...(await Promise.all(secrets))]
}
