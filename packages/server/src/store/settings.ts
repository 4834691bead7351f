import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { recordAudit } from './audits.ts'
import type { Caller } from './caller.ts'
import { clock, json } from './columns.ts'

export interface SettingStore {
  /** Every value that an admin has set: the database level of the configuration. */
  all(): Promise<{ key: string; value: unknown; updatedBy: string; updatedAt: Date }[]>
  set(who: Caller, key: string, value: unknown): Promise<void>
  unset(who: Caller, key: string): Promise<void>
}

export interface KeptAnswer {
  readonly requestHash: string
  readonly status: number
  readonly body: string
}

/** Both are part of the transaction that does what was asked: it and its answer live or die together. */
export interface IdempotencyStore {
  /** Takes a key for a request, or gives the answer that is kept under it. Who sends the same at the same time waits
   *  until the first one's transaction ends. */
  begin(key: string, caller: string, requestHash: string): Promise<KeptAnswer | undefined>
  keep(key: string, caller: string, answer: Omit<KeptAnswer, 'requestHash'>): Promise<void>
}

export const createSettingStore = (db: Database): SettingStore => ({
  async all() {
    const rows = await db.sql().selectFrom('settings').selectAll().orderBy('key').execute()
    return rows.map((row) => ({
      key: row.key,
      value: row.value.value,
      updatedBy: row.updated_by,
      updatedAt: row.updated_at,
    }))
  },
  set: (who, key, value) =>
    db.transaction(async () => {
      const row = { value: json({ value }), updated_by: who.name, updated_at: clock }
      await db
        .sql()
        .insertInto('settings')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute()
      await recordAudit(db, who, 'setting.set', { type: 'setting', id: key }, { value })
    }),
  unset: (who, key) =>
    db.transaction(async () => {
      const { numDeletedRows } = await db.sql().deleteFrom('settings').where('key', '=', key).executeTakeFirst()
      if (numDeletedRows > 0n) await recordAudit(db, who, 'setting.unset', { type: 'setting', id: key })
    }),
})

/** Answers are kept for a day: a client that repeats a request does it sooner. */
const KEPT = sql<Date>`clock_timestamp() - interval '1 day'`

export const createIdempotencyStore = (db: Database): IdempotencyStore => ({
  async begin(key, caller, requestHash) {
    await db.sql().deleteFrom('idempotency').where('created_at', '<=', KEPT).execute()
    const { numInsertedOrUpdatedRows } = await db
      .sql()
      .insertInto('idempotency')
      .values({ key, caller, request_hash: requestHash, status: 0, body: '' })
      .onConflict((conflict) => conflict.columns(['caller', 'key']).doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows) return undefined
    return db
      .sql()
      .selectFrom('idempotency')
      .select(['request_hash as requestHash', 'status', 'body'])
      .where('key', '=', key)
      .where('caller', '=', caller)
      .executeTakeFirstOrThrow()
  },
  async keep(key, caller, { status, body }) {
    const mine = db.sql().updateTable('idempotency').where('key', '=', key).where('caller', '=', caller)
    await mine.set({ status, body }).execute()
  },
})
