import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Database } from '../../db/database.ts'
import type { Queue } from '../queue.ts'

export interface QueueUnderTest {
  readonly db: Database
  readonly queue: Queue
  /** What was logged so far. */
  log(): string
}

/** What every queue engine must do. `under` gives a queue on a real engine, with no tickets in it. */
export function queueContract(under: () => QueueUnderTest): void {
  /** Works tickets until `wanted` of them have come, and gives their keys. */
  const receive = async (wanted: number, concurrency = 10): Promise<string[]> => {
    const keys: string[] = []
    const all = Promise.withResolvers<void>()
    const stop = await under().queue.work('target', concurrency, async (key) => {
      keys.push(key)
      if (keys.length === wanted) all.resolve()
    })
    await all.promise
    await stop()
    return keys
  }

  it('hands every ticket out once', async () => {
    await under().queue.enqueue('target', ['a', 'b', 'c'])

    expect((await receive(3)).toSorted()).toEqual(['a', 'b', 'c'])
  })

  it('keeps the kinds apart', async () => {
    await under().queue.enqueue('run', ['r'])
    await under().queue.enqueue('target', ['t'])

    expect(await receive(1)).toEqual(['t'])
    const run = Promise.withResolvers<string>()
    const stop = await under().queue.work('run', 1, async (key) => run.resolve(key))
    expect(await run.promise).toBe('r')
    await stop()
  })

  it('wakes an idle worker at once', async () => {
    const came = Promise.withResolvers<number>()
    const stop = await under().queue.work('target', 1, async () => came.resolve(performance.now()))
    const idle = Promise.withResolvers<void>()
    setTimeout(idle.resolve, 300)
    await idle.promise

    const sent = performance.now()
    await under().queue.enqueue('target', ['now'])

    expect((await came.promise) - sent).toBeLessThan(1_000)
    await stop()
  })

  it('leaves no ticket of a transaction that was rolled back, and gives none before the commit', async () => {
    const { db, queue } = under()
    const undo = db.transaction(async () => {
      await queue.enqueue('target', ['undone'])
      throw new Error('undo')
    })
    await expect(undo).rejects.toThrow('undo')

    await db.transaction(() => queue.enqueue('target', ['done']))

    expect(await receive(1)).toEqual(['done'])
  })

  it('keeps rows and tickets together in 400 transactions at once, half of them rolled back', async () => {
    const { db, queue } = under()
    await sql`create table if not exists pairs (key text primary key)`.execute(db.sql())
    const keys = Array.from({ length: 400 }, (_, n) => `k${n}`)

    const results = await Promise.allSettled(
      keys.map((key, n) =>
        db.transaction(async () => {
          await sql`insert into pairs values (${key})`.execute(db.sql())
          await queue.enqueue('target', [key])
          if (n % 2) throw new Error('undo')
        }),
      ),
    )

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(200)
    const tickets = await receive(200, 50)
    const { rows } = await sql<{ key: string }>`select key from pairs`.execute(db.sql())
    expect(tickets.toSorted()).toEqual(rows.map(({ key }) => key).toSorted())
  })

  it('holds a delayed ticket back, and then gives it without another notice', async () => {
    const sent = performance.now()
    await under().queue.enqueue('target', ['later'], { afterS: 1 })
    await under().queue.enqueue('target', ['sooner'])

    expect(await receive(2)).toEqual(['sooner', 'later'])
    expect(performance.now() - sent).toBeGreaterThan(900)
  })

  it('never works on more tickets than it may', async () => {
    const { queue } = under()
    await queue.enqueue(
      'target',
      Array.from({ length: 30 }, (_, n) => `c${n}`),
    )
    let now = 0
    let most = 0
    let done = 0
    const all = Promise.withResolvers<void>()
    const stop = await queue.work('target', 4, async () => {
      most = Math.max(most, ++now)
      await under().db.now()
      now--
      if (++done === 30) all.resolve()
    })
    await all.promise
    await stop()

    expect(most).toBe(4)
  })

  it('drops the ticket of a handler that throws, says so in the log, and goes on', async () => {
    const { queue } = under()
    await queue.enqueue('target', ['bad'])
    await queue.enqueue('target', ['good'])
    const seen: string[] = []
    const good = Promise.withResolvers<void>()
    const stop = await queue.work('target', 1, async (key) => {
      seen.push(key)
      if (key === 'bad') throw new Error('broken')
      good.resolve()
    })
    await good.promise
    await stop()
    expect(under().log()).toContain('broken')

    await queue.enqueue('target', ['after'])
    expect([...seen, ...(await receive(1))]).toEqual(['bad', 'good', 'after'])
  })

  it('waits for the handlers in hand when it stops', async () => {
    const { queue } = under()
    await queue.enqueue('target', ['slow'])
    const begun = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    let ended = false
    const stop = await queue.work('target', 1, async () => {
      begun.resolve()
      await release.promise
      ended = true
    })
    await begun.promise

    const stopping = stop()
    release.resolve()
    await stopping

    expect(ended).toBe(true)
  })

  it('shares tickets between workers without giving one twice', async () => {
    const { queue } = under()
    const keys = Array.from({ length: 60 }, (_, n) => `s${n}`)
    const seen: string[] = []
    const all = Promise.withResolvers<void>()
    const handle = async (key: string): Promise<void> => {
      seen.push(key)
      if (seen.length === keys.length) all.resolve()
    }
    const stops = await Promise.all([1, 2, 3].map(() => queue.work('target', 5, handle)))
    await queue.enqueue('target', keys)
    await all.promise
    await Promise.all(stops.map((stop) => stop()))

    expect(seen.toSorted()).toEqual(keys.toSorted())
  })
}
