import { PgBoss } from 'pg-boss'
import type { Database } from '../db/database.ts'
import type { Log } from '../log/log.ts'
import type { Queue, TicketKind } from './queue.ts'
import { workOff } from './work-off.ts'

const KINDS: readonly TicketKind[] = ['run', 'target']

/** Tickets in tables of pg-boss, on either database. Every statement goes through `db.execute`, so a ticket is part of
 *  the transaction in progress. Tickets are consumed when they are fetched: the row they point to is the truth, and the
 *  reaper writes another for a row whose ticket went with its worker. */
export async function createPgBossQueue(db: Database, log: Log): Promise<Queue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => db.execute(text, values) },
    backend: db.engine,
    schema: 'netraven_queue',
    schedule: false,
  })
  boss.on('error', (error) => log.warn({ category: 'system', error }, 'the queue had a fault and goes on'))
  await boss.start()
  for (const kind of KINDS) await boss.createQueue(kind, { retryLimit: 0, deleteAfterSeconds: 60 })
  const channelOf = (kind: TicketKind): string => `netraven_ticket_${kind}`

  return {
    async enqueue(kind, keys, { afterS } = {}) {
      if (keys.length === 0) return
      const delay = afterS === undefined ? {} : { startAfter: afterS }
      await boss.insert(
        kind,
        keys.map((key) => ({ data: { key }, ...delay })),
      )
      await db.notify(channelOf(kind), '')
    },
    work: (kind, concurrency, handle) =>
      workOff({
        concurrency,
        handle,
        listen: (wake) => db.listen(channelOf(kind), wake),
        async take(count) {
          const jobs = await boss.fetch<{ key: string }>(kind, { batchSize: count })
          const ids = jobs.map((job) => job.id)
          if (ids.length > 0) await boss.deleteJob(kind, ids)
          return jobs.map((job) => job.data.key)
        },
        onError: (key, error) =>
          log.error({ category: 'execution', error, ticket: kind, key }, 'a ticket failed; the reaper issues another'),
        onFault: (error) => log.warn({ category: 'system', error }, 'tickets could not be fetched; tried again'),
      }),
    async [Symbol.asyncDispose]() {
      await boss.stop({ graceful: false, close: false })
    },
  }
}
