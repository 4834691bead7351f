import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from './database.ts'
import { isUniqueViolation, sqlStateOf } from './faults.ts'
import { openTestDatabase, testEngines } from './testing/open-test-database.ts'

describe.each(testEngines)('the database on %s', (engine) => {
  let db: Database

  beforeAll(async () => {
    db = await openTestDatabase(engine)
    await sql`create table notes (id integer primary key, text text)`.execute(db.sql())
  })
  afterAll(() => db[Symbol.asyncDispose]())

  const write = (id: number) => sql`insert into notes (id) values (${id})`.execute(db.sql())
  const ids = async (): Promise<number[]> => {
    const { rows } = await sql<{ id: number }>`select id from notes order by id`.execute(db.sql())
    return rows.map(({ id }) => id)
  }
  const emptied = () => sql`delete from notes`.execute(db.sql())

  it('gives counts as numbers, times as dates, and JSON, lists and bytes as they went in', async () => {
    const at = new Date(1_700_000_000_123)
    const { rows } = await sql<Record<string, unknown>>`select count(*) as n, 7::int8 as big, ${at}::timestamptz as at,
      ${'{"a":[1]}'}::jsonb as json, ${['x', 'y']}::text[] as list, decode('AP8=', 'base64') as bytes`.execute(db.sql())

    expect(rows).toEqual([{ n: 1, big: 7, at, json: { a: [1] }, list: ['x', 'y'], bytes: expect.any(Uint8Array) }])
    expect([...(rows[0]!['bytes'] as Uint8Array)]).toEqual([0, 255])
  })

  it('commits a transaction whole or not at all', async () => {
    await emptied()
    await db.transaction(() => write(1))
    const failing = db.transaction(async () => {
      await write(2)
      throw new Error('changed my mind')
    })

    await expect(failing).rejects.toThrow('changed my mind')
    expect(await ids()).toEqual([1])
  })

  it('lets an inner transaction join the outer one', async () => {
    await emptied()
    const outer = db.transaction(async () => {
      await db.transaction(() => write(1))
      throw new Error('outer')
    })

    await expect(outer).rejects.toThrow('outer')
    expect(await ids()).toEqual([])
  })

  it('does not commit when a statement failed, even if somebody swallowed the error', async () => {
    await emptied()
    const swallowing = db.transaction(async () => {
      await write(1)
      await write(1).catch(() => undefined)
    })

    await expect(swallowing).rejects.toThrow(/rolled back/)
    expect(await ids()).toEqual([])
  })

  it('sends what outlives its transaction to the pool', async () => {
    await emptied()
    const late = Promise.withResolvers<number[]>()
    await db.transaction(async () => {
      await write(1)
      setTimeout(() => void ids().then(late.resolve, late.reject), 50)
    })

    expect(await late.promise).toEqual([1])
  })

  it('keeps transactions that run at once apart', async () => {
    await emptied()
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, id) =>
        db.transaction(async () => {
          await write(id)
          if (id % 3 === 0) await write(id) // fails
        }),
      ),
    )

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(40)
    expect(await ids()).toEqual(Array.from({ length: 60 }, (_, id) => id).filter((id) => id % 3))
  })

  it('names a row that is there already by its constraint', async () => {
    await emptied()
    await write(1)
    const error: unknown = await write(1).catch((caught: unknown) => caught)

    expect(sqlStateOf(error)).toBe('23505')
    expect(isUniqueViolation(error, 'notes_pkey')).toBe(true)
    expect(isUniqueViolation(error, 'another')).toBe(false)
    expect(sqlStateOf(new Error('x'))).toBeUndefined()
  })

  it('runs several statements of another library, and is usable after one of them failed', async () => {
    await emptied()
    const { rows } = await db.execute('begin; insert into notes values (7) returning id; commit;')
    await expect(db.execute('begin; insert into notes values (7); commit;')).rejects.toThrow(/duplicate key/)
    // A pool may hand out the connection in which the block failed: every one must be usable.
    const after = await Promise.all(Array.from({ length: 20 }, () => db.execute('select $1::integer as n', [1])))

    expect(rows).toEqual([{ id: 7 }])
    expect(after.every(({ rows: [row] }) => row?.['n'] === 1)).toBe(true)
  })

  it('runs statements of another library in the transaction in progress', async () => {
    await emptied()
    const failing = db.transaction(async () => {
      await db.execute('insert into notes values ($1)', [1])
      throw new Error('undo')
    })

    await expect(failing).rejects.toThrow('undo')
    expect(await ids()).toEqual([])
  })

  it('delivers notices when the transaction commits, in order, and none of one that is rolled back', async () => {
    const heard: string[] = []
    const last = Promise.withResolvers<void>()
    const end = await db.listen('news "quoted"', (payload) => {
      heard.push(payload)
      if (payload === 'last') last.resolve()
    })
    const undone = db.transaction(async () => {
      await db.notify('news "quoted"', 'undone')
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    await db.transaction(async () => {
      await db.notify('news "quoted"', 'first')
      await db.notify('elsewhere', 'not for us')
    })
    await db.notify('news "quoted"', 'last')
    await last.promise
    await end()
    await db.notify('news "quoted"', 'too late')
    await db.now()

    expect(heard).toEqual(['first', 'last'])
  })

  it('gives leadership to one at a time, by name', async () => {
    const first = await db.lead('archive')
    expect(first?.lost.aborted).toBe(false)
    expect(await db.lead('archive')).toBeUndefined()
    await using other = await db.lead('notices')
    expect(other).toBeDefined()

    await first?.[Symbol.asyncDispose]()
    // PostgreSQL frees the lock when it sees that the connection ended.
    let second = await db.lead('archive')
    while (!second) second = await db.lead('archive')
    await second[Symbol.asyncDispose]()
  })

  it('tells the time by a clock that moves inside a transaction', async () => {
    const [before, after] = await db.transaction(async () => {
      const begin = await db.now()
      await sql`select pg_sleep(0.02)`.execute(db.sql())
      return [begin, await db.now()] as const
    })

    expect(after.getTime()).toBeGreaterThan(before.getTime())
  })
})
