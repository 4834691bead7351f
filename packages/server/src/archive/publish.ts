import { AppError } from '../errors/app-error.ts'
import type { ArchiveParts } from './archive-parts.ts'
import { answerRebuilds, askForRebuild } from './ask-leader.ts'
import { createBell } from './bell.ts'
import { publishUntil } from './lead.ts'
import type { Layout } from './path-of.ts'
import { createPublisher, type Publisher } from './publisher.ts'
import type { RebuildReport } from './rebuild.ts'
import { verifyArchive, type ArchiveReport } from './verify.ts'

/** The channel on which a new publication is announced; the payload does not matter. */
export const publicationsChannel = 'netraven_publications'

const leadership = 'archivist'

/** Who does not lead asks this often whether it may. */
const candidateMs = 2_000

/** Publishes kept snapshots in Git. One archivist leads, however many there are. */
export interface Archivist {
  /** Leads whenever no other archivist does, until the signal aborts. */
  lead(signal: AbortSignal): Promise<void>
  /** Publishes all that waits, as leader, and lets go again; how many commits it made. AppError `conflict` while another leads. */
  publishPending(): Promise<number>
  /** Writes the archive anew, with the same commit ids unless the layout changes; has the leader do it when that is another process. */
  rebuild(options: { readonly layout?: Layout }): Promise<RebuildReport>
  /** Compares database and archive, byte for byte; changes nothing. */
  verify(): Promise<ArchiveReport>
}

export function createArchivist(parts: ArchiveParts): Archivist {
  let leading: Publisher | undefined

  /** As the leader that this archivist is already, else as leader for this one act. */
  const asLeader = async <T>(act: (publisher: Publisher) => Promise<T>): Promise<T> => {
    if (leading) return act(leading)
    await using right = await parts.db.lead(leadership)
    if (!right) throw new AppError('conflict', 'another process leads the archive now: ask that one, or stop it first')
    await using publisher = createPublisher(parts, right.lost)
    return await act(publisher)
  }

  const leadOnce = async (signal: AbortSignal): Promise<void> => {
    await using right = await parts.db.lead(leadership)
    if (!right) return
    await using publisher = createPublisher(parts, right.lost)
    const bell = createBell()
    const unlisten = await parts.db.listen(publicationsChannel, bell.ring)
    const stopAnswering = await answerRebuilds(parts.db, publisher.rebuild)
    leading = publisher
    try {
      await publishUntil(parts, publisher, bell, AbortSignal.any([signal, right.lost]))
    } finally {
      leading = undefined
      await stopAnswering()
      await unlisten()
    }
  }

  return {
    lead: async (signal) => {
      const pause = createBell()
      while (!signal.aborted) {
        await leadOnce(signal).catch((error: unknown) => {
          parts.log.warn({ category: 'system', error }, 'the lead of the archive was lost')
        })
        await pause.wait(1, candidateMs, signal)
      }
    },
    publishPending: () =>
      asLeader(async (publisher) => {
        let commits = 0
        for (let batch = -1; batch !== 0; commits += batch) batch = await publisher.publishBatch()
        return commits
      }),
    rebuild: ({ layout }) =>
      asLeader((publisher) => publisher.rebuild(layout)).catch((error: unknown) => {
        if (error instanceof AppError && error.kind === 'conflict') return askForRebuild(parts.db, layout)
        throw error
      }),
    verify: () => verifyArchive(parts),
  }
}
