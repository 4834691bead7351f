import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { createLog } from '../log/log.ts'
import { createPgBossQueue } from './pg-boss.ts'
import type { Queue } from './queue.ts'
import { queueContract } from './testing/queue-contract.ts'

describe.each(testEngines)('pg-boss on %s', (engine) => {
  let db: Database
  let queue: Queue
  const lines: string[] = []

  beforeAll(async () => {
    db = await openTestDatabase(engine)
    queue = await createPgBossQueue(db, createLog({ level: () => 'warn', write: (line) => lines.push(line) }))
  })
  afterAll(async () => {
    await queue[Symbol.asyncDispose]()
    await db[Symbol.asyncDispose]()
  })
  queueContract(() => ({ db, queue, log: () => lines.join('') }))

  it('leaves nothing behind of tickets that were worked off', async () => {
    const { rows } = await db.execute('select count(*) as left from netraven_queue.job')
    expect(rows).toEqual([{ left: 0 }])
  })
})
