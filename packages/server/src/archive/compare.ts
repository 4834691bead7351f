import { createHash } from 'node:crypto'
import type { Publication } from '../store/publications.ts'
import type { ArchiveParts } from './archive-parts.ts'
import { createHoldings, type Change, type Holdings } from './holdings.ts'
import { pathOf } from './path-of.ts'
import type { Repository } from './repository.ts'
import { isCommitOf, readCommits, type StoredCommit } from './stored-commit.ts'
import { readTreeChanges, type TreeChange } from './tree-changes.ts'

export interface ArchiveProblem {
  readonly what: string
  readonly where: string
  /** The command that sets it right. */
  readonly repair: string
}

export const rebuildIt = 'netraven archive rebuild'
const pageSize = 500

/** More say nothing new: one wrong text shows in every commit behind it. */
const maxProblems = 100

interface Comparison {
  readonly parts: ArchiveParts
  readonly repository: Repository
  /** Path → object id of its text, as of the commit in hand. */
  readonly tree: Map<string, string>
  readonly holdings: Holdings
}

interface Found {
  readonly id: string | undefined
  readonly commit: StoredCommit | undefined
  readonly changes: readonly TreeChange[]
}

type Complaint = Pick<ArchiveProblem, 'what'> & Partial<ArchiveProblem>

/** Compares the rows up to number `upTo` with the commits of `main`, one for one; adds to `problems`, and gives how many it compared. */
export async function compareWithRows(
  parts: ArchiveParts,
  repository: Repository,
  upTo: number,
  problems: ArchiveProblem[],
): Promise<number> {
  const tip = await repository.tip()
  const ids = tip === undefined ? [] : ((await repository.commitsBetween(undefined, tip)) ?? [])
  const comparison: Comparison = { parts, repository, tree: new Map(), holdings: createHoldings(parts.publications) }
  let number = 0
  while (number < upTo && problems.length < maxProblems) {
    const rows = await parts.publications.after(number, Math.min(pageSize, upTo - number))
    if (rows.length === 0) break
    problems.push(...(await comparePage(comparison, rows, ids.slice(number, number + rows.length))))
    number += rows.length
  }
  problems.push(...(await strangersIn(comparison, upTo, ids.slice(upTo))))
  problems.splice(maxProblems)
  return number
}

async function comparePage(
  comparison: Comparison,
  rows: readonly Publication[],
  ids: readonly string[],
): Promise<ArchiveProblem[]> {
  const { git } = comparison.repository
  const commits = await readCommits(git, ids)
  const changes = await readTreeChanges(git, ids)
  const problems: ArchiveProblem[] = []
  for (const [index, row] of rows.entries()) {
    const id = ids[index]
    const found: Found = { id, commit: commits[index], changes: (id && changes.get(id)) || [] }
    const where = `publication ${row.number} of ${row.hostname}, commit ${id ?? row.commitId}`
    const complaints = [...complaintsOfCommit(row, found), ...(await complaintsOfTexts(comparison, row, found))]
    problems.push(...complaints.map((complaint) => ({ where, repair: rebuildIt, ...complaint })))
  }
  return problems
}

function complaintsOfCommit(row: Publication, { id, commit }: Found): Complaint[] {
  if (id === undefined) return [{ what: 'is missing in the archive' }]
  if (id !== row.commitId) return [{ what: `the database has commit ${row.commitId} in this place` }]
  return isCommitOf(commit, row) ? [] : [{ what: 'author, time or message are not those of the database' }]
}

/** The commit must change the paths that its row says, and leave in them the texts that the row says. */
async function complaintsOfTexts(comparison: Comparison, row: Publication, found: Found): Promise<Complaint[]> {
  const { tree, repository, holdings } = comparison
  if (found.id === undefined) return []
  for (const { path, objectId } of found.changes) {
    if (objectId === undefined) tree.delete(path)
    else tree.set(path, objectId)
  }
  const complaints: Complaint[] = []
  const expected = new Set<string>()
  for (const change of await holdings.changesOf(row)) {
    const path = pathOf(repository.layout, change.hostname, change.artifact)
    expected.add(path)
    complaints.push(...(await complaintsOfPath(comparison, change, path, found.id)))
  }
  const others = found.changes.filter(({ path }) => !expected.has(path))
  return [...complaints, ...others.map(({ path }) => ({ what: `${path} has no business in this commit` }))]
}

async function complaintsOfPath(
  { parts, repository, tree }: Comparison,
  change: Change,
  path: string,
  commitId: string,
): Promise<Complaint[]> {
  if (change.act === 'drop') return tree.has(path) ? [{ what: `${path} should be gone` }] : []
  const bytes = await parts.blobs.get(change.blobSha256).catch(() => undefined)
  if (!bytes) {
    const what = `its text ${change.blobSha256} is missing or damaged in the database; the archive shows the text that it published`
    return [{ what, repair: `git --git-dir='${repository.path}' show ${commitId}:${path}` }]
  }
  return tree.get(path) === objectIdOf(bytes) ? [] : [{ what: `${path} does not hold the text of the database` }]
}

/** Commits that the archivist has written this moment and not yet marked are no fault; any other is. */
async function strangersIn(
  { parts, repository }: Comparison,
  upTo: number,
  ids: readonly string[],
): Promise<ArchiveProblem[]> {
  const rows = await parts.publications.after(upTo, ids.length)
  const commits = await readCommits(repository.git, ids.slice(0, rows.length))
  const isKnown = (index: number): boolean => rows[index] !== undefined && isCommitOf(commits[index], rows[index])
  return ids
    .filter((_id, index) => !isKnown(index))
    .map((id) => ({ what: 'the database knows nothing of this commit', where: `commit ${id}`, repair: rebuildIt }))
}

const objectIdOf = (bytes: Buffer): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
