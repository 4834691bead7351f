import { failpoint } from '#failpoints'
import type { Publication } from '../store/publications.ts'
import { commitOf, type Commit, type CommitSource } from './commit-of.ts'
import { startFastImport, type FastImport } from './fast-import.ts'
import type { Repository } from './repository.ts'

/** fast-import remembers every object it wrote: 468 MB after 50,000 commits. */
const commitsPerChild = 10_000

export interface Mark {
  /** Of the publication. */
  readonly id: string
  readonly commitId: string
}

/** Appends publications to `main` through one long-lived child, started when there is something to write. */
export interface BranchWriter extends AsyncDisposable {
  /** Where `main` stands. */
  readonly tip: string | undefined
  /** All rows are in Git and the branch stands behind the last of them, or it throws; then this writer is of no more use. */
  write(rows: readonly Publication[]): Promise<Mark[]>
  /** Ends the child: a waiting one keeps a pack open. */
  rest(): Promise<void>
}

export function createBranchWriter(
  repository: Repository,
  source: CommitSource,
  startAt: string | undefined,
  signal?: AbortSignal,
): BranchWriter {
  let tip = startAt
  let child: FastImport | undefined
  const rest = async (): Promise<void> => {
    const ending = child
    child = undefined
    await ending?.close()
  }
  return {
    get tip() {
      return tip
    },
    rest,
    write: async (rows) => {
      child ??= startFastImport(repository.git, tip, signal)
      for await (const commit of readAhead(source, rows)) {
        await child.commit(commit)
        await failpoint('archive.mid-stream')
      }
      const ids = await child.flush()
      const now = await repository.tip()
      if (ids.length !== rows.length || now !== ids.at(-1)) {
        throw new Error(`main of ${repository.path} stands at ${now} and not at the commit just written, ${ids.at(-1)}`)
      }
      tip = now
      if (child.written >= commitsPerChild) await rest()
      return rows.map((row, index) => ({ id: row.id, commitId: ids[index] ?? '' }))
    },
    [Symbol.asyncDispose]: async () => {
      const ending = child
      child = undefined
      await ending?.[Symbol.asyncDispose]()
    },
  }
}

/** The next text comes from the database while Git takes the one before. */
async function* readAhead(source: CommitSource, rows: readonly Publication[]): AsyncGenerator<Commit> {
  let next: Promise<Commit> | undefined
  for (const [index, row] of rows.entries()) {
    const commit = await (next ?? commitOf(source, row))
    const following = rows[index + 1]
    next = following && commitOf(source, following)
    next?.catch(() => {}) // told when its turn comes, or never, if writing fails first
    yield commit
  }
}
