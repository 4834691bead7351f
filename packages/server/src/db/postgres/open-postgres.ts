import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from '../database.ts'
import type { Schema } from '../schema.ts'
import { createTransactions } from '../transactions.ts'
import { takeLeadership } from './leadership.ts'
import { PostgresListener } from './listener.ts'

export interface PostgresPlace {
  readonly url: string
  /** Connections for statements; the listener and each leadership have one of their own. */
  readonly poolSize: number
  /** Told when a connection breaks that nobody is using; the next statement opens another. */
  readonly onFault: (error: Error) => void
}

/** int8 and count(*) as numbers, as the embedded database gives them: nothing here counts beyond 2^53. */
const INT8 = 20
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : (pg.types.getTypeParser(oid, format ?? 'text') as (text: string) => unknown),
}

/** A stopped process, or a machine that left without a word, must not keep its locks: a run would stand still, and the
 *  archive without a leader, for as long as TCP is patient (two hours). */
const sessionOptions = [
  'TimeZone=UTC',
  'idle_in_transaction_session_timeout=30s',
  'tcp_keepalives_idle=10',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=3',
]

export async function openPostgres({ url, poolSize, onFault }: PostgresPlace): Promise<Database> {
  const settings: pg.ClientConfig = {
    connectionString: url,
    types,
    application_name: 'netraven',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: sessionOptions.map((option) => `-c ${option}`).join(' '),
  }
  const connections = new pg.Pool({ ...settings, max: poolSize })
  // A connection that breaks while a statement holds it tells its client alone; unheard, that would end the process.
  connections.on('connect', (client) => client.on('error', onFault))
  connections.on('error', () => undefined)
  const pool = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: connections }) })
  const listener = new PostgresListener(settings, onFault)
  try {
    await connections.query('select 1')
  } catch (error) {
    await connections.end()
    throw error
  }
  return {
    engine: 'postgres',
    ...createTransactions(pool, async (text, values = []) => {
      const result: pg.QueryResult | pg.QueryResult[] = await connections.query(text, [...values])
      return { rows: [result].flat().flatMap((one) => one.rows as Record<string, unknown>[]) }
    }),
    listen: (channel, hear) => listener.listen(channel, hear),
    lead: (name) => takeLeadership(settings, name),
    async [Symbol.asyncDispose]() {
      await listener.close()
      await pool.destroy()
    },
  }
}
