import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Database } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open-database.ts'

export type TestEngine = Database['engine']

/** The engines to test on: `describe.each(testEngines(has('postgres')))`. */
export const testEngines = (postgres: boolean): TestEngine[] => (postgres ? ['pglite', 'postgres'] : ['pglite'])

/** A migrated database of its own, gone when it is disposed: in memory, or a new one on the server of
 *  NETRAVEN_TEST_DATABASE_URL (given here as `url`). */
export async function openTestDatabase(engine: TestEngine, url: string | undefined): Promise<Database> {
  const db = engine === 'pglite' ? await openDatabase({ engine, folder: undefined }) : await openNew(url)
  await migrate(db)
  return db
}

async function openNew(url: string | undefined): Promise<Database> {
  if (!url) throw new Error('NETRAVEN_TEST_DATABASE_URL is not set')
  const name = `netraven_test_${randomBytes(6).toString('hex')}`
  await onServer(url, `create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const db = await openDatabase({
    engine: 'postgres',
    url: own.href,
    poolSize: 10,
    onFault: (error) => process.stderr.write(`test database: ${error.message}\n`),
  })
  return {
    ...db,
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]()
      await onServer(url, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
