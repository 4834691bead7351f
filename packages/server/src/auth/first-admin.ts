import type { Database } from '../db/database.ts'
import { AppError } from '../errors/app-error.ts'
import { systemCaller } from '../store/caller.ts'
import type { AuditStore } from '../store/audits.ts'
import type { LoginStore } from '../store/logins.ts'
import type { User, UserStore } from '../store/users.ts'
import { assertGoodPassword, type Passwords } from './passwords.ts'
import { hashToken, newToken } from './sessions.ts'

export interface FirstAdminParts {
  readonly db: Database
  readonly users: UserStore
  readonly logins: LoginStore
  readonly audits: AuditStore
  readonly passwords: Passwords
}

const setup = systemCaller('setup')
const LIFE_MS = 60 * 60 * 1000

/** While there is no user: a new one-time token for POST /setup, to be printed on the console. It lives an hour and
 *  replaces the one before. There are no default accounts. */
export async function openSetup(parts: FirstAdminParts): Promise<string | undefined> {
  if ((await parts.users.count()) > 0) return undefined
  const token = newToken()
  const now = await parts.db.now()
  await parts.logins.replaceSetupToken(hashToken(token), new Date(now.getTime() + LIFE_MS))
  return token
}

/** Makes the first administrator for whoever holds the token. */
export async function completeSetup(
  parts: FirstAdminParts,
  token: string,
  name: string,
  password: string,
): Promise<User> {
  assertGoodPassword(name, password)
  const passwordHash = await parts.passwords.hash(password)
  const made = await parts.db.transaction(async () => {
    const isValid = (await parts.users.count()) === 0 && (await parts.logins.takeSetupToken(hashToken(token)))
    return isValid ? parts.users.create(setup, { name, role: 'admin', passwordHash }) : undefined
  })
  if (made) return made
  await parts.audits.record(setup, 'auth.setup_refused', { type: 'user', id: null })
  throw new AppError(
    'forbidden',
    'This setup token is not valid (any more): the server prints a new one when it starts',
  )
}

/** Makes the first administrator from a password that was given at start (NETRAVEN_ADMIN_PASSWORD_FILE); does nothing
 *  once there is a user. */
export async function adminFromPassword(
  parts: FirstAdminParts,
  name: string,
  password: string,
): Promise<User | undefined> {
  if ((await parts.users.count()) > 0) return undefined
  if (password.length < 12 || password.length > 128) {
    throw new AppError('invalid', 'The first administrator’s password must have 12 to 128 characters')
  }
  assertGoodPassword(name, password)
  const passwordHash = await parts.passwords.hash(password)
  try {
    return await parts.db.transaction(async () =>
      (await parts.users.count()) > 0 ? undefined : parts.users.create(setup, { name, role: 'admin', passwordHash }),
    )
  } catch (error) {
    if (error instanceof AppError && error.kind === 'conflict') return undefined // a process that started with us was faster
    throw error
  }
}
