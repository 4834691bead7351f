import type { ArchiveLog } from './archive-parts.ts'
import type { Repository } from './repository.ts'

/** Packs after which Git is slow to look anything up; each flush makes one. */
const packsBeforeTidying = 50
const looseBeforeTidying = 5_000

/** A chore may take this part of the time at most, so a large archive is looked at less often than a small one. */
const shareOfTime = 1 / 20

/** The archive's housekeeping, beside the publishing and never waited for: a full check for damage, and `git gc`. */
export interface Upkeep {
  /** Starts the chore that is due, if none is running. Only while the archivist has no child open: gc would take away its packs. */
  startIfDue(repository: Repository): void
  readonly isRunning: boolean
}

export interface UpkeepParts {
  readonly log: ArchiveLog
  /** Between two full checks, at least. */
  readonly checkMs: number
  /** Called when `git fsck` complains. */
  readonly whenDamaged: () => void
  readonly signal: AbortSignal
}

export function createUpkeep(parts: UpkeepParts): Upkeep {
  let isRunning = false
  let dueAt = 0
  const chore = async (repository: Repository): Promise<void> => {
    const startedAt = Date.now()
    const faults = await repository.faults(parts.signal)
    if (faults.length > 0) {
      parts.log.warn({ category: 'system', faults: faults.slice(0, 5) }, 'a check found damage in the archive')
      parts.whenDamaged()
    } else if (await isUntidy(repository)) await tidy(repository, parts.signal)
    dueAt = Date.now() + Math.max(parts.checkMs, (Date.now() - startedAt) / shareOfTime)
  }
  return {
    get isRunning() {
      return isRunning
    },
    startIfDue: (repository) => {
      if (isRunning || Date.now() < dueAt) return
      isRunning = true
      chore(repository)
        .catch((error: unknown) => {
          dueAt = Date.now() + parts.checkMs
          if (!parts.signal.aborted)
            parts.log.warn({ category: 'system', error }, 'the check of the archive did not end')
        })
        .finally(() => (isRunning = false))
    },
  }
}

async function isUntidy(repository: Repository): Promise<boolean> {
  const { stdout } = await repository.git.run(['count-objects', '-v'])
  const figure = (name: string): number =>
    Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(stdout.toString())?.[1] ?? 0)
  return figure('packs') >= packsBeforeTidying || figure('count') >= looseBeforeTidying
}

/** With Bloom filters, so that `git log -- PATH` of a person at a terminal answers at once. */
async function tidy(repository: Repository, signal: AbortSignal): Promise<void> {
  await repository.git.run(['gc', '--quiet'], { signal })
  await repository.git.run(['commit-graph', 'write', '--reachable', '--changed-paths', '--no-progress'], { signal })
}
