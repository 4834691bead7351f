import type { ArchiveParts } from './archive-parts.ts'
import { createBranchWriter, type BranchWriter } from './branch-writer.ts'
import { createHoldings } from './holdings.ts'
import type { Repository } from './repository.ts'
import { takeOver } from './take-over.ts'

/** The archive while it is in the leader's hands: taken over when it is needed, let go when something went wrong. */
export interface Hold {
  get(): Promise<{ readonly repository: Repository; readonly writer: BranchWriter }>
  release(): Promise<void>
  suspect(): void
  /** An act went well. */
  praise(): void
  /** An act failed: at the second time in a row, and now and then afterwards, the repository is checked in full. */
  blame(): Promise<void>
}

export function createHold(parts: ArchiveParts, signal: AbortSignal): Hold {
  let held: { repository: Repository; writer: BranchWriter } | undefined
  let failures = 0
  let isSuspect = false
  const release = async (): Promise<void> => {
    const writer = held?.writer
    held = undefined
    // In order, if it can be: a child that is cut off leaves a pack half written.
    await writer?.rest().catch(() => {})
    await writer?.[Symbol.asyncDispose]()
  }
  return {
    release,
    get: async () => {
      if (held && !isSuspect) return held
      await release()
      const repository = await takeOver(parts, { isSuspect: isSuspect || failures % 10 === 2, signal })
      isSuspect = false
      const source = { blobs: parts.blobs, layout: repository.layout, holdings: createHoldings(parts.publications) }
      held = { repository, writer: createBranchWriter(repository, source, await repository.tip(), signal) }
      return held
    },
    suspect: () => {
      isSuspect = true
    },
    praise: () => {
      failures = 0
    },
    blame: async () => {
      failures += 1
      const writer = held?.writer
      held = undefined
      await writer?.[Symbol.asyncDispose]()
    },
  }
}
