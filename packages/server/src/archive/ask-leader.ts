import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors/app-error.ts'
import type { Layout } from './path-of.ts'
import type { RebuildReport } from './rebuild.ts'

/** Where a process that does not lead asks the one that does, and where that one answers. */
const asks = 'netraven_archive_asks'
const answers = 'netraven_archive_answers'

/** A large archive is written anew in minutes; a leader that says nothing that long is gone. */
const patienceMs = 15 * 60_000

const asked = z.object({ id: z.string(), layout: z.enum(['by-host', 'sharded']).optional() })
const report = z.object({ commits: z.number(), changedIds: z.number(), head: z.string().nullable() })
const answered = z.object({ id: z.string(), report: report.optional(), error: z.string().optional() })

/** Has the leader write the archive anew, wherever it runs. Throws AppError `unavailable` with the leader's own words,
 *  or when it does not answer. */
export async function askForRebuild(db: Database, layout: Layout | undefined): Promise<RebuildReport> {
  const id = randomUUID()
  const { promise, resolve } = Promise.withResolvers<z.infer<typeof answered> | undefined>()
  const unlisten = await db.listen(answers, (payload) => {
    const answer = answered.parse(JSON.parse(payload))
    if (answer.id === id) resolve(answer)
  })
  const timer = setTimeout(() => resolve(undefined), patienceMs)
  try {
    await db.notify(asks, JSON.stringify({ id, ...(layout && { layout }) }))
    const answer = await promise
    if (answer?.report) return answer.report
    throw new AppError(
      'unavailable',
      answer?.error ?? 'the process that leads the archive does not answer; look at the log of the scheduler',
    )
  } finally {
    clearTimeout(timer)
    await unlisten()
  }
}

/** Answers such questions as the leader; the result ends it. */
export const answerRebuilds = (
  db: Database,
  rebuild: (layout: Layout | undefined) => Promise<RebuildReport>,
): Promise<() => Promise<void>> =>
  db.listen(asks, (payload) => {
    const { id, layout } = asked.parse(JSON.parse(payload))
    rebuild(layout)
      .then(
        (done) => ({ id, report: done }),
        (error: unknown) => ({ id, error: `the archive could not be written anew: ${(error as Error).message}` }),
      )
      .then((answer) => db.notify(answers, JSON.stringify(answer)))
      .catch(() => undefined) // the database is away, and with it the one who asked
  })
