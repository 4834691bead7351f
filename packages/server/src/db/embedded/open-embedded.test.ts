import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../open-database.ts'
import { PglitePort } from './pglite-port.ts'

describe('the embedded database', () => {
  let root: string
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'embedded-'))
  })
  afterAll(() => rmSync(root, { recursive: true }))

  it('finds again what was stored before it was closed', async () => {
    const folder = join(root, 'kept')
    {
      await using db = await openDatabase({ engine: 'pglite', folder })
      await sql`create table kept as select 'here' as text`.execute(db.sql())
    }
    await using db = await openDatabase({ engine: 'pglite', folder })

    expect((await db.execute('select text from kept')).rows).toEqual([{ text: 'here' }])
  })

  it('computes beside the main thread, which goes on meanwhile', async () => {
    await using db = await openDatabase({ engine: 'pglite', folder: undefined })
    let turns = 0
    const turning = setInterval(() => turns++, 5)

    await db.execute('select sum(n) from generate_series(1, 1000000) as n')
    clearInterval(turning)

    expect(turns).toBeGreaterThan(5)
  })

  it('says where it could not be opened', async () => {
    const file = join(root, 'a-file')
    writeFileSync(file, 'no folder')

    await expect(openDatabase({ engine: 'pglite', folder: join(file, 'db') })).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining(file),
    })
  })

  it('answers everybody who waits when its thread ends', async () => {
    const port = new PglitePort(undefined)
    await port.query('select 1')
    const endless = port.query('select pg_sleep(60)')
    const behind = port.query('select 1')

    await port.stop()

    await expect(endless).rejects.toMatchObject({ kind: 'unavailable' })
    await expect(behind).rejects.toMatchObject({ kind: 'unavailable' })
    await port.close()
  })
})
