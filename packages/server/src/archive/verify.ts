import type { ArchiveParts } from './archive-parts.ts'
import { compareWithRows, type ArchiveProblem } from './compare.ts'
import { GitError } from './git.ts'
import { findLeftovers } from './leftovers.ts'
import { openRepository } from './repository.ts'

export interface ArchiveReport {
  readonly ok: boolean
  /** Compared, row by row. */
  readonly commits: number
  readonly problems: readonly ArchiveProblem[]
}

/** Files that a living Git has touched within this time are its own business. */
const abandonedMs = 10_000

/** Whether Git holds what the database says it published: the same commits in the same order with the same texts, in
 *  a sound repository. Reads only. */
export async function verifyArchive(parts: ArchiveParts): Promise<ArchiveReport> {
  const problems: ArchiveProblem[] = []
  const head = await parts.publications.head()
  const repository = await openRepository(parts.settings.path)
  let commits = 0
  if (repository) {
    for (const fault of await repository.faults())
      problems.push({ what: fault, where: repository.path, repair: 'netraven archive rebuild' })
    for (const file of await findLeftovers(repository.path, abandonedMs)) {
      problems.push({
        what: 'left by a killed Git',
        where: file,
        repair: `rm -f -- '${file.replaceAll("'", String.raw`'\''`)}'`,
      })
    }
    commits = await compareWithRows(parts, repository, head?.number ?? 0, problems).catch((error: unknown) => {
      if (!(error instanceof GitError)) throw error
      problems.push({
        what: `cannot be read: ${error.message}`,
        where: repository.path,
        repair: 'netraven archive rebuild',
      })
      return 0
    })
  } else if (head) {
    problems.push({ what: 'there is no archive', where: parts.settings.path, repair: 'netraven archive rebuild' })
  }
  return { ok: problems.length === 0, commits, problems }
}

export type { ArchiveProblem }
