import type { ArchiveParts } from './archive-parts.ts'
import { markChanged, replay } from './replay.ts'
import type { Repository } from './repository.ts'
import { isCommitOf, readCommits } from './stored-commit.ts'

/** Brings a found archive and the rows together again: after a kill, on another disk, after somebody's hand in the
 *  refs. Afterwards `main` stands at the commit of the newest published row; false when only writing the whole
 *  archive anew can do that. */
export async function reconcile(parts: ArchiveParts, repository: Repository, signal?: AbortSignal): Promise<boolean> {
  const head = await parts.publications.head()
  const tip = await repository.tip()
  if (tip === head?.commitId) return true
  if (head && !(await repository.has(head.commitId))) return catchUp(parts, repository, tip, head.number, signal)

  const beyond = tip === undefined ? undefined : await repository.commitsBetween(head?.commitId, tip)
  const right = (beyond && (await adopt(parts, repository, beyond))) ?? head?.commitId
  if (tip === right) return true
  const isBehind = tip && right && (await repository.commitsBetween(tip, right))
  if (tip && !isBehind) await repository.setAside(tip)
  await repository.moveTip(right)
  parts.log.warn(
    { category: 'system', from: tip, to: right },
    'the branch of the archive was not where the database has it, and was put back',
  )
  return true
}

/** Marks rows whose commits a killed archivist left behind the last marked one; gives the last that it knew. */
async function adopt(
  parts: ArchiveParts,
  repository: Repository,
  beyond: readonly string[],
): Promise<string | undefined> {
  const rows = await parts.publications.pending(beyond.length)
  const commits = await readCommits(repository.git, beyond.slice(0, rows.length))
  const firstStranger = commits.findIndex((commit, index) => !rows[index] || !isCommitOf(commit, rows[index]))
  const known = firstStranger < 0 ? commits.length : firstStranger
  const marks = rows.slice(0, known).map((row, index) => ({ id: row.id, commitId: beyond[index] ?? '' }))
  if (marks.length === 0) return undefined
  await parts.db.transaction(() => parts.publications.markPublished(marks))
  parts.log.info({ category: 'system', commits: marks.length }, 'adopted commits that were written but not yet marked')
  return marks.at(-1)?.commitId
}

/** An archive that stopped earlier, on the disk of a former leader. Numbers have no gaps, so its length says where. */
async function catchUp(
  parts: ArchiveParts,
  repository: Repository,
  tip: string | undefined,
  upTo: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (tip === undefined) return false
  const number = (await repository.commitsBetween(undefined, tip))?.length ?? 0
  const row = await parts.publications.get(number)
  if (row?.commitId !== tip) return false
  const { commits, changed } = await replay(parts, repository, { number, commitId: tip }, upTo, signal)
  await markChanged(parts, changed)
  parts.log.info({ category: 'system', commits }, 'the archive has caught up with the database')
  return true
}
