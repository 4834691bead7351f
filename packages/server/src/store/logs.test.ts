import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { systemCaller } from './caller.ts'
import { createStores } from './create-stores.ts'
import type { Stores } from './stores.ts'

const admin = systemCaller('test')

describe.each(testEngines)('logs on %s', (engine) => {
  let db: Database
  let stores: Stores

  beforeAll(async () => {
    db = await openTestDatabase(engine)
    stores = createStores(db)
  })
  afterAll(() => db[Symbol.asyncDispose]())

  it('reads logs newest first by cursor, and follows them oldest first', async () => {
    const runId = uuid()
    await stores.logs.append(
      ['one', 'two', 'three'].map((message) => ({
        level: 'INFO' as const,
        category: 'execution' as const,
        message,
        runId,
      })),
    )

    const first = await stores.logs.list(admin, { runId }, null, 2)
    const second = await stores.logs.list(admin, { runId }, first.next, 2)
    const followed = await stores.logs.since(admin, { runId }, second.items[0]!.id, 10)

    expect([...first.items, ...second.items].map(({ message }) => message)).toEqual(['three', 'two', 'one'])
    expect(second.next).toBeNull()
    expect(followed.map(({ message }) => message)).toEqual(['two', 'three'])
    const filter = { runId, level: 'INFO', category: 'execution', text: 'w' } as const
    expect((await stores.logs.list(admin, filter, null, 5)).items.map(({ message }) => message)).toEqual(['two'])
  })

  it('keep the time that an entry brings, and take now for one that brings none', async () => {
    const runId = uuid()
    const at = new Date(1_700_000_000_123)
    await stores.logs.append([])
    await stores.logs.append([
      { level: 'INFO', category: 'session', message: 'then', runId, at },
      { level: 'INFO', category: 'session', message: 'now', runId, details: { tail: 'x' } },
    ])

    const { items } = await stores.logs.list(admin, { runId }, null, 5)

    expect(items.map((entry) => entry.details)).toEqual([{ tail: 'x' }, null])
    expect(items[1]?.at).toEqual(at)
    expect(items[0]!.at.getTime()).toBeGreaterThan(at.getTime())
  })
})
