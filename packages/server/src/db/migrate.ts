import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { AppError } from '../errors/app-error.ts'
import type { Database } from './database.ts'
import { steps as allSteps } from './migrations/index.ts'
import type { SchemaStep } from './migrations/schema-step.ts'

/** Brings the schema up to this program, under a lock: of several at once one works and the others wait.
 *  Gives the names of the steps taken. AppError `unavailable` when the schema is newer than the program. */
export async function migrate(db: Database, steps: readonly SchemaStep[] = allSteps): Promise<string[]> {
  const pool = db.sql() as Kysely<unknown>
  await refuseNewer(pool, steps)
  const migrator = new Migrator({ db: pool, provider: { getMigrations: async () => migrationsOf(steps) } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) {
    await refuseNewer(pool, steps) // a newer program may have been at it meanwhile
    const failed = results.find(({ status }) => status === 'Error')?.migrationName
    const reason = error instanceof Error ? error.message : JSON.stringify(error)
    throw new AppError(
      'unavailable',
      `the schema could not be brought up to date${failed ? ` (${failed})` : ''}: ${reason}`,
      {},
      { cause: error },
    )
  }
  return results.map(({ migrationName }) => migrationName)
}

/** Each step leaves word of the version that it needs, for older programs to read. */
function migrationsOf(steps: readonly SchemaStep[]): Record<string, Migration> {
  const migrationOf = ({ name, since, up }: SchemaStep): Migration => ({
    async up(db: Kysely<unknown>) {
      await up(db)
      await sql`create table if not exists schema_needs (step text primary key, since text not null)`.execute(db)
      await sql`insert into schema_needs (step, since) values (${name}, ${since})`.execute(db)
    },
  })
  return Object.fromEntries(steps.map((step) => [step.name, migrationOf(step)]))
}

async function refuseNewer(pool: Kysely<unknown>, steps: readonly SchemaStep[]): Promise<void> {
  const { rows: found } = await sql<{ there: boolean }>`
    select to_regclass('schema_needs') is not null as there`.execute(pool)
  if (!found[0]?.there) return
  const { rows } = await sql<{ step: string; since: string }>`
    select step, since from schema_needs order by step`.execute(pool)
  const known = new Set(steps.map(({ name }) => name))
  const newest = rows.findLast(({ step }) => !known.has(step))
  if (!newest) return
  throw new AppError(
    'unavailable',
    `the database was written by a newer NetRaven: start version ${newest.since} or later, or restore the backup taken before the update. Nothing was changed.`,
    { step: newest.step, needs: newest.since },
  )
}
