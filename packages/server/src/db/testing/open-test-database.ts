import { randomBytes } from 'node:crypto'
import { has, testDatabaseUrl } from '@netraven/tools/needs'
import pg from 'pg'
import type { Database } from '../database.ts'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'

/** The engines to test on: `describe.each(testEngines)('… on %s', (engine) => …)`. */
export const testEngines: readonly Database['engine'][] = has('postgres') ? ['pglite', 'postgres'] : ['pglite']

/** A migrated database of its own, gone when it is disposed: in memory, or a new one on the test server. */
export async function openTestDatabase(engine: Database['engine'] = 'pglite'): Promise<Database> {
  const db = engine === 'pglite' ? await openDatabase({ engine, folder: undefined }) : await openNew()
  await migrate(db)
  return db
}

/** A new, empty database on the test server. */
export async function openNew(): Promise<Database & { readonly url: string }> {
  const server = testDatabaseUrl()
  if (!server) throw new Error('NETRAVEN_TEST_DATABASE_URL is not set')
  const name = `netraven_test_${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${name}`)
  const own = new URL(server)
  own.pathname = `/${name}`
  const onFault = (error: Error): void => void process.stderr.write(`test database: ${error.message}\n`)
  const db = await openDatabase({ engine: 'postgres', url: own.href, poolSize: 10, onFault })
  return {
    ...db,
    url: own.href,
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]()
      await onServer(server, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
