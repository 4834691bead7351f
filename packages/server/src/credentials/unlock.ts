import type { Keyring } from '../crypto/keyring.ts'
import { open } from '../crypto/seal.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors/app-error.ts'
import type { AuditStore } from '../store/audits.ts'
import { systemCaller } from '../store/caller.ts'
import type { CredentialStore, SealedCredential } from '../store/credentials.ts'
import { credentialContext, secretPlaces, type SecretName } from './seal-input.ts'

export interface UnlockParts {
  readonly db: Database
  readonly credentials: CredentialStore
  readonly audits: AuditStore
  readonly keyring: Keyring
}

/** A credential in the clear, for as long as one login takes; empty where no secret is stored. */
export interface PlainCredential extends Readonly<Record<SecretName, string>> {
  readonly name: string
  readonly username: string
}

/** Opens a credential for a visit. Fails with AppError `sealed` or `not_found`. */
export type Unlock = (
  credentialId: string,
  use: { readonly runId: string; readonly deviceId: string },
) => Promise<PlainCredential>

/** The only place that sees a plain secret. No audit row, no secret: both are one transaction. */
export const createUnlock =
  (parts: UnlockParts): Unlock =>
  (credentialId, use) =>
    parts.db.transaction(async () => {
      const row = await parts.credentials.sealed(credentialId)
      if (!row) throw new AppError('not_found', 'the credential is gone')
      const key = await parts.keyring.open(row.dataKeyId)
      await parts.audits.record(systemCaller('worker'), 'credential.unlock', { type: 'credential', id: row.id }, use)
      return {
        name: row.name,
        username: row.username,
        password: plain(row, key, 'password'),
        enableSecret: plain(row, key, 'enableSecret'),
        privateKey: plain(row, key, 'privateKey'),
        passphrase: plain(row, key, 'passphrase'),
      }
    })

function plain(row: SealedCredential, key: Buffer, secret: SecretName): string {
  const { column, name } = secretPlaces[secret]
  const sealed = row[column]
  if (sealed === null) return ''
  return open(key, Buffer.from(sealed, 'base64'), credentialContext(row.id, name, row.dataKeyId)).toString()
}
