import type { Line } from './line.ts'
import { findRefusal } from './refusal.ts'

/** What a device has typed behind its prompt is taken for a refused command after this silence. */
const TYPED_BACK_MS = 250
/** The same where no refusal is known by its words: the device may still be at work. */
const UNSURE_MS = 1000
/** Erases the line that is being edited, on every command line that lets one edit. */
const KILL_LINE = '\x15'

/** After a refusal some devices type the command again behind the prompt: it is erased, never sent. */
export function createTypedBack({ terminal, channel, platform }: Line) {
  let erased = 0
  return {
    get hasErased() {
      return erased > 0
    },
    get nudges() {
      return Math.max(0, erased - 1)
    },
    get waitMs() {
      if (erased > 1) return Infinity
      const isRefused = findRefusal(terminal.lastLines(5).join('\n'), platform) !== undefined
      return isRefused || erased > 0 ? TYPED_BACK_MS : UNSURE_MS
    },
    /** A device that shows nothing for the key has an empty line now: a blank line brings its prompt. */
    erase: () => {
      erased += 1
      channel.write(erased === 1 ? KILL_LINE : platform.newline)
    },
  }
}
