import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

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
