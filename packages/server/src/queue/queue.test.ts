import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { createLog } from '../log/log.ts'
import { createPgBossQueue } from './pg-boss.ts'
import type { Queue } from './queue.ts'

describe.each(testEngines)('tickets on %s', (engine) => {
  let db: Database
  let queue: Queue
  const lines: string[] = []
  beforeAll(async () => {
    db = await openTestDatabase(engine)
    queue = await createPgBossQueue(db, createLog({ level: () => 'info', write: (line) => lines.push(line) }))
  })
  afterAll(async () => {
    await queue?.[Symbol.asyncDispose]()
    await db?.[Symbol.asyncDispose]()
  })

  /** Works until `count` tickets were handled, and gives their keys. */
  async function handled(
    count: number,
    concurrency = 10,
    act: (key: string) => Promise<void> = async () => undefined,
  ): Promise<string[]> {
    const keys: string[] = []
    const done = Promise.withResolvers<void>()
    const stop = await queue.work('target', concurrency, async (key) => {
      keys.push(key)
      try {
        await act(key)
      } finally {
        if (keys.length >= count) done.resolve()
      }
    })
    await done.promise
    await stop()
    return keys.toSorted()
  }

  it('reach a worker, also those that were written before it came', async () => {
    await queue.enqueue('target', ['a', 'b'])
    const working = handled(3)
    await queue.enqueue('target', ['c'])
    expect(await working).toEqual(['a', 'b', 'c'])
  })

  it('are gone when the transaction that wrote them is rolled back', async () => {
    const writing = db.transaction(async () => {
      await queue.enqueue('target', ['never'])
      throw new Error('rolled back')
    })
    await expect(writing).rejects.toThrow('rolled back')
    await queue.enqueue('target', ['after'])
    expect(await handled(1)).toEqual(['after'])
  })

  it('are exactly those of the committed ones among 400 transactions at once', async () => {
    const committed = Array.from({ length: 400 }, (_, n) => n).filter((n) => n % 2 === 0)
    await Promise.allSettled(
      Array.from({ length: 400 }, (_, n) =>
        db.transaction(async () => {
          await queue.enqueue('target', [`t${n}`])
          if (n % 2 === 1) throw new Error('odd')
        }),
      ),
    )
    expect(await handled(200, 50)).toEqual(committed.map((n) => `t${n}`).toSorted())
  })

  it('wait as long as they were told to', async () => {
    const before = Date.now()
    await queue.enqueue('target', ['later'], { afterS: 1 })
    await handled(1)
    expect(Date.now() - before).toBeGreaterThanOrEqual(1000)
  })

  it('are worked off no more at a time than there is room for', async () => {
    let now = 0
    let most = 0
    await queue.enqueue(
      'target',
      Array.from({ length: 20 }, (_, n) => `k${n}`),
    )
    await handled(20, 3, async () => {
      most = Math.max(most, ++now)
      await db.now()
      now--
    })
    expect(most).toBe(3)
  })

  it('do not stop the others when one of them fails', async () => {
    await queue.enqueue('target', ['bad', 'good'])
    const keys = await handled(2, 1, async (key) => {
      if (key === 'bad') throw new Error('broken')
    })
    expect(keys).toEqual(['bad', 'good'])
    expect(lines.join('')).toContain('a ticket failed')
  })

  it('are handled to their end before a stop returns', async () => {
    let ended = false
    const begun = Promise.withResolvers<void>()
    const stop = await queue.work('target', 1, async () => {
      begun.resolve()
      await db.now()
      ended = true
    })
    await queue.enqueue('target', ['last'])
    await begun.promise
    await stop()
    expect(ended).toBe(true)
  })
})
