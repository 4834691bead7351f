import type { ArchiveParts } from './archive-parts.ts'
import { compareWithRows, rebuildIt, type ArchiveProblem } from './compare.ts'
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
  const { path } = parts.settings
  const problems: ArchiveProblem[] = []
  const complain = (what: string): number => problems.push({ what, where: path, repair: rebuildIt })
  const head = await parts.publications.head()
  let commits = 0
  try {
    const repository = await openRepository(path)
    if (repository) {
      for (const fault of await repository.faults()) complain(fault)
      problems.push(...(await leftBehind(path)))
      commits = await compareWithRows(parts, repository, head?.number ?? 0, problems)
    } else if (head) complain('there is no archive')
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    complain(`cannot be read: ${error.message}`)
  }
  return { ok: problems.length === 0, commits, problems }
}

async function leftBehind(path: string): Promise<ArchiveProblem[]> {
  const files = await findLeftovers(path, abandonedMs)
  return files.map((file) => ({ what: 'left by a killed Git', where: file, repair: `rm -f -- ${quoted(file)}` }))
}

/** For a shell of a person who repairs. */
const quoted = (file: string): string => `'${file.replaceAll("'", String.raw`'\''`)}'`
