import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { steps } from './migrations/index.ts'
import type { SchemaStep } from './migrations/schema-step.ts'
import { openTestDatabase, testEngines } from './testing/open-test-database.ts'

describe.each(testEngines)('migrate on %s', (engine) => {
  let db: Database
  beforeEach(async () => {
    db = await openTestDatabase(engine)
  })
  afterEach(() => db[Symbol.asyncDispose]())

  const later = (name: string, since: string, up = 'select 1'): SchemaStep => ({
    name,
    since,
    async up(trx) {
      await sql`create table ${sql.table(`t${name.slice(0, 4)}`)} (id integer)`.execute(trx)
      if (up === 'fail') throw new Error('no space left')
    },
  })

  it('takes the steps that are missing, and none twice', async () => {
    const more = [...steps, later('9002-more', '0.2.0')]

    expect(await migrate(db)).toEqual([])
    expect(await migrate(db, more)).toEqual(['9002-more'])
    expect(await migrate(db, more)).toEqual([])
  })

  it('refuses a schema that is newer than the program, and names the version that is needed', async () => {
    await migrate(db, [...steps, later('9002-more', '0.2.0'), later('9003-most', '0.3.0')])

    await expect(migrate(db)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('version 0.3.0 or later'),
    })
  })

  it('leaves the schema as it was when a step fails, and says which one', async () => {
    const broken = [...steps, later('9002-more', '0.2.0'), later('9003-broken', '0.3.0', 'fail')]

    await expect(migrate(db, broken)).rejects.toThrow(/9003-broken.*no space left/)

    const { rows } = await db.execute("select to_regclass('t9002') as more, to_regclass('t9003') as broken")
    expect(rows).toEqual([{ more: null, broken: null }])
    expect(await migrate(db, [...steps, later('9002-more', '0.2.0')])).toEqual(['9002-more'])
  })
})
