import type { ArchiveParts } from './archive-parts.ts'
import type { Bell } from './bell.ts'
import type { Publisher } from './publisher.ts'
import { createUpkeep } from './upkeep.ts'

/** Looks for new rows and at the archive this often, announced or not. */
const pollMs = 2_000

/** Looks at the archive this often even when there is no quiet moment. */
const attendMs = 60_000

const longestPauseMs = 5_000

/** Publishes what comes, by the batch or after the flush time, and looks after the archive when nothing comes. */
export async function publishUntil(
  parts: ArchiveParts,
  publisher: Publisher,
  bell: Bell,
  stop: AbortSignal,
): Promise<void> {
  const { batch, flushMs, checkMs = 20_000 } = parts.settings
  const upkeep = createUpkeep({ log: parts.log, checkMs, whenDamaged: publisher.suspect, signal: stop })
  let attendAt = Date.now() + attendMs
  const attend = async (): Promise<void> => {
    if (upkeep.isRunning || stop.aborted) return
    await publisher.attend()
    upkeep.startIfDue(await publisher.repository())
    attendAt = Date.now() + attendMs
  }
  const round = async (): Promise<void> => {
    bell.hush()
    if ((await publisher.publishBatch()) >= batch) return
    const isQuiet = !(await bell.wait(1, pollMs, stop))
    if (isQuiet || Date.now() >= attendAt) await attend()
    if (!isQuiet) await bell.wait(batch, flushMs, stop)
  }
  let pauseMs = flushMs
  while (!stop.aborted) {
    try {
      await round()
      pauseMs = flushMs
    } catch (error) {
      if (stop.aborted) return
      parts.log.warn({ category: 'system', error }, 'publishing failed and is tried again')
      await bell.wait(Infinity, pauseMs, stop)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  }
}
