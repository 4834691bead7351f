import type { Keyring } from '../crypto/keyring.ts'
import { seal } from '../crypto/seal.ts'
import type { SealedSecrets } from '../store/credentials.ts'

/** Where each secret of a credential is kept, and the name that its seal is bound to. */
export const secretPlaces = {
  password: { column: 'passwordSealed', name: 'password' },
  enableSecret: { column: 'enableSealed', name: 'enable' },
  privateKey: { column: 'privateKeySealed', name: 'private-key' },
  passphrase: { column: 'passphraseSealed', name: 'passphrase' },
} as const satisfies Readonly<Record<string, { readonly column: keyof SealedSecrets; readonly name: string }>>

export type SecretName = keyof typeof secretPlaces

/** The secrets of a credential as a person gave them; what is left out stays as it is, null takes it away. */
export type SecretInput = Readonly<Partial<Record<SecretName, string | null>>>

export type SealedInput = Partial<SealedSecrets> & { readonly dataKeyId: string }

/** Parts what is secret in an input from what isn't. */
export function partSecrets<T extends SecretInput>(input: T): { secrets: SecretInput; rest: Omit<T, SecretName> } {
  const isSecret = ([name]: [string, unknown]) => name in secretPlaces
  const entries = Object.entries(input)
  return {
    secrets: Object.fromEntries(entries.filter(isSecret)) as SecretInput,
    rest: Object.fromEntries(entries.filter((entry) => !isSecret(entry))) as Omit<T, SecretName>,
  }
}

/** Seals the secrets of a credential before they reach a store. */
export const createSealCredential =
  (keyring: Keyring) =>
  async (credentialId: string, secrets: SecretInput): Promise<SealedInput> => {
    const { dataKeyId, key } = await keyring.forPurpose('credential', null)
    const sealed = Object.entries(secrets).map(([secret, value]) => {
      const { column, name } = secretPlaces[secret as SecretName]
      const context = credentialContext(credentialId, name, dataKeyId)
      return [column, value && seal(key, Buffer.from(value), context).toString('base64')]
    })
    return { dataKeyId, ...(Object.fromEntries(sealed) as Partial<SealedSecrets>) }
  }

/** Where a sealed secret belongs: it opens nowhere else. */
export const credentialContext = (id: string, name: string, dataKeyId: string): string =>
  `credentials:${id}:${name}:${dataKeyId}`
