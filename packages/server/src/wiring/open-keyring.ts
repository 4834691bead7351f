import { rmSync } from 'node:fs'
import type { DataKeyStore } from '../crypto/data-key.ts'
import { createKeyring, type Keyring } from '../crypto/keyring.ts'
import { type MasterKey, masterKeyHint, readMasterKey } from '../crypto/master-key.ts'
import { AppError } from '../errors/app-error.ts'

/** A master key is made only for an installation that has sealed nothing yet. Opening one key proves that it fits: of two
 *  first starts on one database the slower one ends `sealed`, and keeps no key that nothing was sealed with. */
export async function openKeyring(
  file: string,
  dataKeys: DataKeyStore,
  { stderr }: { readonly stderr: { write(text: string): unknown } },
): Promise<Keyring> {
  const isFresh = (await dataKeys.current('fingerprint', null)) === undefined
  const master = readMasterKey(file, { create: isFresh })
  const keyring = createKeyring({ dataKeys, masterKey: master.key })
  await keyring.forPurpose('fingerprint', null).catch((error: unknown) => {
    throw error instanceof AppError && error.kind === 'sealed' ? misfit(master, error) : error
  })
  if (master.created) stderr.write(`\n${masterKeyHint(master.file)}\n\n`)
  if (master.tooOpen) stderr.write(`${master.file} can be read by others: chmod 600 ${master.file}\n`)
  return keyring
}

function misfit({ file, created }: MasterKey, cause: AppError): AppError {
  if (created) rmSync(file, { force: true })
  const message = `the database is sealed with another master key than ${file} ${created ? 'was to be' : 'holds'}. Put a copy of the right one there, from the data folder of the process that started first, or name it with NETRAVEN_MASTER_KEY_FILE`
  return new AppError('sealed', message, {}, { cause })
}
