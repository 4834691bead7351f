import type { ArchiveParts } from './archive-parts.ts'
import { createBranchWriter, type Mark } from './branch-writer.ts'
import { createHoldings } from './holdings.ts'
import type { Repository } from './repository.ts'

export interface Replayed {
  readonly commits: number
  /** Rows whose commit has another id now: after a change of layout only, unless rows were tampered with. */
  readonly changed: readonly Mark[]
}

/** Writes what the rows say was published, after `from` up to number `upTo`: the same rows give the same commit ids. */
export async function replay(
  parts: ArchiveParts,
  repository: Repository,
  from: { readonly number: number; readonly commitId: string | undefined },
  upTo: number,
  signal?: AbortSignal,
): Promise<Replayed> {
  const { publications, blobs, settings } = parts
  const source = { blobs, layout: repository.layout, holdings: createHoldings(publications) }
  await using writer = createBranchWriter(repository, source, from.commitId, signal)
  const changed: Mark[] = []
  let number = from.number
  while (number < upTo) {
    const rows = await publications.after(number, Math.min(settings.batch, upTo - number))
    if (rows.length === 0) throw new Error(`publication ${number + 1} is missing in the database`)
    const marks = await writer.write(rows)
    changed.push(...marks.filter((mark, index) => mark.commitId !== rows[index]?.commitId))
    number += rows.length
  }
  await writer.rest()
  return { commits: number - from.number, changed }
}

/** In order: if it is cut short, the newest row still names a commit that is not there, and it is done again. */
export async function markChanged(parts: ArchiveParts, changed: readonly Mark[]): Promise<void> {
  const size = 1_000
  for (let start = 0; start < changed.length; start += size) {
    await parts.db.transaction(() => parts.publications.markPublished(changed.slice(start, start + size)))
  }
}
