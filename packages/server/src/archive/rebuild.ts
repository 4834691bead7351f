import { rename, rm, stat } from 'node:fs/promises'
import type { ArchiveParts } from './archive-parts.ts'
import type { Layout } from './path-of.ts'
import { markChanged, replay } from './replay.ts'
import { initRepository } from './repository.ts'

export interface RebuildReport {
  readonly commits: number
  /** Commits that have another id than before: all of them from the first on when the layout changed, else none. */
  readonly changedIds: number
  /** The newest commit; null in an empty archive. */
  readonly head: string | null
}

/** Writes the whole archive anew beside the old one, then puts it in its place. The database is read, never the old
 *  archive, so it does not matter what became of that. Only the leader may do this. */
export async function rebuildArchive(
  parts: ArchiveParts,
  layout: Layout,
  signal?: AbortSignal,
): Promise<RebuildReport> {
  const { path } = parts.settings
  await removeBeside(path)
  const head = await parts.publications.head()
  const repository = await initRepository(besides(path).next, layout)
  const { commits, changed } = await replay(
    parts,
    repository,
    { number: 0, commitId: undefined },
    head?.number ?? 0,
    signal,
  )
  const tip = await repository.tip()
  signal?.throwIfAborted()
  await swapIn(path)
  await markChanged(parts, changed)
  parts.log.info({ category: 'system', commits, changed: changed.length, layout }, `archive written anew at ${path}`)
  return { commits, changedIds: changed.length, head: tip ?? null }
}

/** What an interrupted rebuild leaves. */
export async function removeBeside(path: string): Promise<void> {
  for (const beside of Object.values(besides(path))) await rm(beside, { recursive: true, force: true })
}

/** A kill between the two renames leaves no archive, and the next leader writes one. */
async function swapIn(path: string): Promise<void> {
  const { next, old } = besides(path)
  if (await stat(path).catch(() => undefined)) await rename(path, old)
  await rename(next, path)
  await rm(old, { recursive: true, force: true })
}

const besides = (path: string): { next: string; old: string } => ({
  next: `${path}.netraven-next`,
  old: `${path}.netraven-old`,
})
