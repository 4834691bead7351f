import { type Selectable, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import type { UsersTable } from '../db/schema.ts'
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

const userOf = (row: Selectable<UsersTable>): User => ({
  id: row.id,
  name: row.name,
  role: row.role,
  disabled: row.disabled,
  tokensValidFrom: row.tokens_valid_from,
  createdAt: row.created_at,
})
