import type { Keyring } from '../crypto/keyring.ts'
import { seal } from '../crypto/seal.ts'

/** The secrets of a credential as a person gave them; what is left out stays as it is, null takes it away. */
export interface SecretInput {
  readonly password?: string
  readonly enableSecret?: string | null
}

export interface SealedInput {
  readonly dataKeyId: string
  readonly passwordSealed?: string
  readonly enableSealed?: string | null
}

/** Seals the secrets of a credential before they reach a store. */
export const createSealCredential =
  (keyring: Keyring) =>
  async (credentialId: string, { password, enableSecret }: SecretInput): Promise<SealedInput> => {
    const { dataKeyId, key } = await keyring.forPurpose('credential', null)
    const sealed = (value: string, column: string): string =>
      seal(key, Buffer.from(value), credentialContext(credentialId, column, dataKeyId)).toString('base64')
    return {
      dataKeyId,
      ...(password === undefined ? {} : { passwordSealed: sealed(password, 'password') }),
      ...(enableSecret === undefined
        ? {}
        : { enableSealed: enableSecret === null ? null : sealed(enableSecret, 'enable') }),
    }
  }

/** Where a sealed secret belongs: it opens nowhere else. */
export const credentialContext = (id: string, column: string, dataKeyId: string): string =>
  `credentials:${id}:${column}:${dataKeyId}`
