import type { ArchiveParts } from './archive-parts.ts'
import { removeLeftovers } from './leftovers.ts'
import { rebuildArchive, removeBeside } from './rebuild.ts'
import { reconcile } from './reconcile.ts'
import { openIfReadable, openRepository, type Repository } from './repository.ts'

/** A lock this old belongs to nobody: the child of a killed leader ends when its input does, within milliseconds. */
export const abandonedMs = 2_000

/** From whatever is found at the path to an archive that ends with the newest published row. */
export async function takeOver(
  parts: ArchiveParts,
  how: { isSuspect: boolean; signal: AbortSignal },
): Promise<Repository> {
  const { path, layout } = parts.settings
  await removeBeside(path)
  const found = await openIfReadable(path)
  if (found) {
    const removed = await removeLeftovers(path, abandonedMs)
    if (removed.length > 0) parts.log.warn({ category: 'system', files: removed }, 'cleared what a killed Git had left')
    if (found.layout !== layout)
      parts.log.warn(
        { category: 'system' },
        `${path} stays ${found.layout}: netraven archive rebuild --layout ${layout} changes it`,
      )
    if (await isSound(parts, found, how)) return found
  }
  await rebuildArchive(parts, found?.layout ?? layout, how.signal)
  const rebuilt = await openRepository(path)
  if (!rebuilt) throw new Error(`${path} went away while it was written`)
  return rebuilt
}

async function isSound(
  parts: ArchiveParts,
  found: Repository,
  how: { isSuspect: boolean; signal: AbortSignal },
): Promise<boolean> {
  const faults = how.isSuspect ? await found.faults(how.signal) : []
  if (faults.length === 0) return reconcile(parts, found, how.signal)
  parts.log.warn({ category: 'system', faults: faults.slice(0, 5) }, 'the archive is damaged and is written anew')
  return false
}
