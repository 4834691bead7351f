import { failpoint } from '#failpoints'
import type { ArchiveParts } from './archive-parts.ts'
import type { BranchWriter } from './branch-writer.ts'
import { createHold } from './hold.ts'
import { findLeftovers } from './leftovers.ts'
import type { Layout } from './path-of.ts'
import { rebuildArchive, type RebuildReport } from './rebuild.ts'
import { openIfReadable, type Repository } from './repository.ts'
import { abandonedMs } from './take-over.ts'

/** What the leader does: one batch after the other, and the archive made whole where it is not. */
export interface Publisher extends AsyncDisposable {
  /** Numbers, writes and marks one batch; how many rows it was. When it throws, the next call first sets things right. */
  publishBatch(): Promise<number>
  /** The whole archive anew, in its own layout unless another is wished. */
  rebuild(layout?: Layout): Promise<RebuildReport>
  /** For quiet moments: ends the child, clears leftovers, looks whether the archive is still there and as it was. */
  attend(): Promise<void>
  /** The next act begins with a full check of the repository, and writes it anew if it is damaged. */
  suspect(): void
  repository(): Promise<Repository>
}

export function createPublisher(parts: ArchiveParts, signal: AbortSignal): Publisher {
  const { settings } = parts
  const hold = createHold(parts, signal)
  const inTurn = createTurns()
  const attend = async (): Promise<void> => {
    const { repository, writer } = await hold.get()
    await writer.rest()
    const isAsLeft = (await repository.tip()) === writer.tip
    if (isAsLeft && (await findLeftovers(repository.path, abandonedMs)).length === 0) return
    await hold.release()
    await hold.get()
  }
  const rebuild = async (layout?: Layout): Promise<RebuildReport> => {
    await hold.release()
    const found = await openIfReadable(settings.path)
    return rebuildArchive(parts, layout ?? found?.layout ?? settings.layout, signal)
  }
  /** What throws leaves nothing open: the next act takes over anew. */
  const guarded = <T>(act: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      try {
        const result = await act()
        hold.praise()
        return result
      } catch (error) {
        await hold.blame()
        throw error
      }
    })

  return {
    publishBatch: () => guarded(async () => publish(parts, (await hold.get()).writer, signal)),
    rebuild: (layout) => guarded(() => rebuild(layout)),
    attend: () => guarded(attend),
    suspect: hold.suspect,
    repository: () => guarded(async () => (await hold.get()).repository),
    [Symbol.asyncDispose]: () => inTurn(hold.release),
  }
}

async function publish(
  { db, publications, settings }: ArchiveParts,
  writer: BranchWriter,
  signal: AbortSignal,
): Promise<number> {
  await publications.number(settings.batch)
  await failpoint('archive.numbered')
  const rows = await publications.pending(settings.batch)
  if (rows.length === 0) return 0
  const marks = await writer.write(rows)
  await failpoint('archive.ref-moved')
  signal.throwIfAborted()
  await db.transaction(() => publications.markPublished(marks))
  await failpoint('archive.marked')
  return rows.length
}

/** One act after the other: a rebuild that a person asks for waits for the batch in hand. */
function createTurns(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const turn = last.then(act)
    last = turn.catch(() => {})
    return turn
  }
}
