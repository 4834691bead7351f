import { type Selectable, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { RefreshTokensTable } from '../db/schema.ts'
import { clock } from './columns.ts'

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

const tokenOf = (row: Selectable<RefreshTokensTable>): RefreshToken => ({
  id: row.id,
  userId: row.user_id,
  family: row.family,
  expiresAt: row.expires_at,
  usedAt: row.used_at,
  revokedAt: row.revoked_at,
})
