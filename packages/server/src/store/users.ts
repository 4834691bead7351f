import { type Selectable, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import type { RefreshTokensTable, UsersTable } from '../db/schema.ts'
import { recordAudit } from './audits.ts'
import type { Caller } from './caller.ts'
import { clock } from './columns.ts'
import { nameOnce, notFound } from './refusals.ts'

export interface User {
  readonly id: string
  readonly name: string
  readonly role: 'admin' | 'operator' | 'viewer'
  readonly disabled: boolean
  readonly tokensValidFrom: Date
  readonly createdAt: Date
}

export interface UserStore {
  count(): Promise<number>
  list(who: Caller): Promise<User[]>
  get(id: string): Promise<User | undefined>
  /** With the Argon2id hash: for the login alone. */
  forLogin(name: string): Promise<(User & { passwordHash: string }) | undefined>
  create(who: Caller, input: { name: string; role: User['role']; passwordHash: string }): Promise<User>
  setPassword(who: Caller, id: string, passwordHash: string): Promise<void>
}

export interface RefreshToken {
  readonly id: string
  readonly userId: string
  readonly family: string
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly revokedAt: Date | null
}

export interface LoginStore {
  /** Takes the expired ones of this user away. */
  addRefreshToken(token: {
    id: string
    userId: string
    family: string
    tokenHash: string
    expiresAt: Date
  }): Promise<void>
  findRefreshToken(tokenHash: string): Promise<RefreshToken | undefined>
  /** Marks it used; false when it was used or revoked before (of two at once, one wins). */
  spendRefreshToken(id: string): Promise<boolean>
  revokeFamily(family: string): Promise<void>
  /** Whether the family was opened and not revoked: an access token lives no longer than its login. */
  familyLives(family: string): Promise<boolean>
  replaceSetupToken(tokenHash: string, expiresAt: Date): Promise<void>
  /** True once: the token exists, has not expired, and is gone now. */
  takeSetupToken(tokenHash: string): Promise<boolean>
}

export const createUserStore = (db: Database): UserStore => {
  const users = () => db.sql().selectFrom('users').selectAll()
  return {
    async count() {
      const { n } = await db
        .sql()
        .selectFrom('users')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return n
    },
    async list(who) {
      const rows = await users()
        .$if(who.role !== 'admin', (query) => query.where('id', '=', who.id))
        .orderBy('name')
        .execute()
      return rows.map(userOf)
    },
    async get(id) {
      const row = await users().where('id', '=', id).executeTakeFirst()
      return row && userOf(row)
    },
    async forLogin(name) {
      const row = await users()
        .where(({ fn }) => sql<boolean>`${fn<string>('lower', ['name'])} = lower(${name})`)
        .executeTakeFirst()
      return row && { ...userOf(row), passwordHash: row.password_hash }
    },
    create: (who, { name, role, passwordHash }) =>
      db.transaction(async () => {
        const row = await nameOnce('users_name', `There is a user ${name} already`, () =>
          db
            .sql()
            .insertInto('users')
            .values({ id: uuid(), name, role, password_hash: passwordHash })
            .returningAll()
            .executeTakeFirstOrThrow(),
        )
        await recordAudit(db, who, 'user.create', { type: 'user', id: row.id }, { name, role })
        return userOf(row)
      }),
    setPassword: (who, id, passwordHash) => db.transaction(() => setPassword(db, who, id, passwordHash)),
  }
}

/** A new password ends every login that the old one opened. */
async function setPassword(db: Database, who: Caller, id: string, passwordHash: string): Promise<void> {
  const changed = await db
    .sql()
    .updateTable('users')
    .set({ password_hash: passwordHash, tokens_valid_from: clock })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw notFound('user')
  await db
    .sql()
    .updateTable('refresh_tokens')
    .set({ revoked_at: clock })
    .where('user_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
  await recordAudit(db, who, 'user.set_password', { type: 'user', id })
}

export const createLoginStore = (db: Database): LoginStore => ({
  async addRefreshToken({ id, userId, family, tokenHash, expiresAt }) {
    const row = { id, user_id: userId, family, token_hash: tokenHash, expires_at: expiresAt }
    await db.sql().deleteFrom('refresh_tokens').where('user_id', '=', userId).where('expires_at', '<=', clock).execute()
    await db.sql().insertInto('refresh_tokens').values(row).execute()
  },
  async findRefreshToken(tokenHash) {
    const row = await db
      .sql()
      .selectFrom('refresh_tokens')
      .selectAll()
      .where('token_hash', '=', tokenHash)
      .executeTakeFirst()
    return row && tokenOf(row)
  },
  async spendRefreshToken(id) {
    const { numUpdatedRows } = await db
      .sql()
      .updateTable('refresh_tokens')
      .set({ used_at: clock })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },
  async revokeFamily(family) {
    await db
      .sql()
      .updateTable('refresh_tokens')
      .set({ revoked_at: clock })
      .where('family', '=', family)
      .where('revoked_at', 'is', null)
      .execute()
  },
  async familyLives(family) {
    const { rows } = await sql<{ lives: boolean | null }>`select bool_and(revoked_at is null) as lives
      from refresh_tokens where family = ${family}`.execute(db.sql())
    return rows[0]?.lives === true
  },
  replaceSetupToken: (tokenHash, expiresAt) =>
    db.transaction(async () => {
      await db.sql().deleteFrom('setup_tokens').execute()
      await db.sql().insertInto('setup_tokens').values({ token_hash: tokenHash, expires_at: expiresAt }).execute()
    }),
  async takeSetupToken(tokenHash) {
    const taken = await db
      .sql()
      .deleteFrom('setup_tokens')
      .where('token_hash', '=', tokenHash)
      .where('expires_at', '>', clock)
      .returning('token_hash')
      .executeTakeFirst()
    return taken !== undefined
  },
})

const userOf = (row: Selectable<UsersTable>): User => ({
  id: row.id,
  name: row.name,
  role: row.role,
  disabled: row.disabled,
  tokensValidFrom: row.tokens_valid_from,
  createdAt: row.created_at,
})

const tokenOf = (row: Selectable<RefreshTokensTable>): RefreshToken => ({
  id: row.id,
  userId: row.user_id,
  family: row.family,
  expiresAt: row.expires_at,
  usedAt: row.used_at,
  revokedAt: row.revoked_at,
})
