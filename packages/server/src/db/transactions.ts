import { AsyncLocalStorage } from 'node:async_hooks'
import { CompiledQuery, type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

/** What both engines share: the transaction in progress is found through the async context.
 *  The context holds a frame, not the transaction itself, and the frame is emptied before the commit: what was begun
 *  inside and runs later (a timer, a cache refresh) then goes to the pool instead of to a dead transaction. */
export function createTransactions(
  pool: Kysely<Schema>,
  executeOutside: Database['execute'],
): Pick<Database, 'sql' | 'transaction' | 'execute' | 'notify' | 'now'> {
  const current = new AsyncLocalStorage<{ trx: Transaction<Schema> | undefined }>()
  const inProgress = (): Transaction<Schema> | undefined => current.getStore()?.trx
  const now = (): Kysely<Schema> => inProgress() ?? pool
  return {
    sql: now,
    transaction(act) {
      if (inProgress()) return act()
      return pool.transaction().execute((trx) => {
        const frame: { trx: Transaction<Schema> | undefined } = { trx }
        return current.run(frame, act).finally(() => (frame.trx = undefined))
      })
    },
    async execute(text, values = []) {
      const trx = inProgress()
      if (!trx) return executeOutside(text, values)
      const { rows } = await trx.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]))
      return { rows }
    },
    async notify(channel, payload) {
      await sql`select pg_notify(${channel}, ${payload})`.execute(now())
    },
    async now() {
      const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(now())
      return rows[0]!.now
    },
  }
}
