import { readFileSync } from 'node:fs'
import { adminFromPassword, type FirstAdminParts, openSetup } from '../auth/first-admin.ts'
import { createPasswords } from '../auth/passwords.ts'
import { AppError } from '../errors/app-error.ts'
import type { Ground } from './ground.ts'

/** The first administrator: from the password file if one is named, else by a one-time token, which is returned to be
 *  shown on the console. undefined when there is somebody already. */
export async function firstAdministrator({ config, db, stores }: Ground): Promise<string | undefined> {
  const parts: FirstAdminParts = { ...stores, db, passwords: createPasswords() }
  const file = config.get('admin_password_file')
  if (!file) return openSetup(parts)
  await adminFromPassword(parts, 'admin', passwordIn(file))
  return undefined
}

function passwordIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd()
  } catch (error) {
    throw new AppError(
      'invalid',
      `the password file of the first administrator can't be read: ${(error as Error).message}`,
    )
  }
}
