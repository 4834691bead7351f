import { Kysely, PGliteDialect } from 'kysely'
import type { Database, Leadership } from '../database.ts'
import type { Schema } from '../schema.ts'
import { createTransactions } from '../transactions.ts'
import { PglitePort } from './pglite-port.ts'

/** There is no autovacuum in one process: dead rows of tickets and leases would pile up. */
const VACUUM_EVERY_MS = 3_600_000

/** The embedded database. The caller holds the folder's lock: two processes on one folder destroy it silently.
 *  `folder` undefined = in memory, for tests. */
export async function openEmbedded(folder: string | undefined): Promise<Database> {
  const port = new PglitePort(folder)
  const pool = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite: port }) })
  const led = new Set<string>()
  try {
    await port.query('select 1')
  } catch (error) {
    await port.close()
    throw error
  }
  const vacuum = setInterval(() => void port.exec('vacuum analyze').catch(() => undefined), VACUUM_EVERY_MS)
  vacuum.unref()
  return {
    engine: 'pglite',
    ...createTransactions(pool, (text, values = []) =>
      values.length > 0 ? port.query(text, [...values]) : port.exec(text),
    ),
    listen: (channel, hear) => port.listen(channel, hear),
    async lead(name) {
      if (led.has(name)) return undefined
      led.add(name)
      return leadershipOf(() => led.delete(name))
    },
    async [Symbol.asyncDispose]() {
      clearInterval(vacuum)
      await pool.destroy()
      await port.close()
    },
  }
}

/** One process holds the folder, so leadership inside it cannot be lost. */
const leadershipOf = (release: () => void): Leadership => ({
  lost: new AbortController().signal,
  async [Symbol.asyncDispose]() {
    release()
  },
})
