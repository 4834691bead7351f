import type { Line } from './line.ts'

/** A prompt that may have changed for good is asked for again after this silence. */
const STRANGER_MS = 1000
const MAX_NUDGES = 3

/** Lines that end like a prompt but aren't the learnt one: a blank line is typed, and if the same line comes back, it is the new prompt. */
export function createStrangers({ terminal, channel, platform }: Line) {
  const asked = new Map<string, number>()
  const state = (): 'new' | 'asked' | 'back' | 'lost' => {
    const before = asked.get(terminal.current)
    if (before !== undefined) return terminal.finished > before ? 'back' : 'asked'
    return asked.size < MAX_NUDGES ? 'new' : 'lost'
  }
  return {
    get nudges() {
      return asked.size
    },
    state,
    waitMs: (quietMs: number): number => {
      const now = state()
      if (now === 'asked') return Infinity
      return now === 'back' ? quietMs : STRANGER_MS
    },
    nudge: () => {
      asked.set(terminal.current, terminal.finished)
      channel.write(platform.newline)
    },
  }
}
