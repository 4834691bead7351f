import { findPagerMark } from './pager.ts'
import type { Line } from './line.ts'
import type { Prompt } from './prompt.ts'

/** A device that has gone silent in the middle of an answer may wait for a key, or stand at its prompt without showing it. */
export interface Rescue {
  /** How long the next silence may be before something is typed, ms; Infinity when nothing is left to try. */
  readonly waitMs: number
  /** What was typed without being asked for: the answer may be disturbed. */
  readonly typed: number
  /** Blank lines among it. */
  readonly blanks: number
  /** Lines that end with a pager's mark which the device has not erased. */
  readonly marked: readonly MarkedLine[]
  /** The prompt stood above a message of the device. */
  readonly isLate: boolean
  /** Bytes have arrived. */
  reset(): void
  /** The silence was that long: types what may help. */
  act(pageKey: string | undefined): void
}

export interface MarkedLine {
  readonly text: string
  readonly column: number
}

/** A pager that was talked over wants its key after this silence. */
const KEY_MS = 1000
/** A prompt that was talked over is asked for again after this silence, ms beyond the first. */
const PROMPT_MS = 2000
/** What a device says between a mark or prompt and its silence is no longer than this many lines. */
const NEAR = 5
const MOST_TYPED = 6

/** Watches one answer. */
export function createRescue({ terminal, channel, platform }: Line, prompt: Prompt): Rescue {
  let stage = 0
  let typed = 0
  let blanks = 0
  let isLate = false
  const marked: MarkedLine[] = []

  const press = (key: string) => {
    typed += 1
    channel.write(key)
  }
  /** The pager's mark in the last lines, with something else behind it. */
  const talkedOver = (): { line: string; column: number; key: string } | undefined => {
    for (const line of terminal.lastLines(NEAR)) {
      const mark = findPagerMark(line, platform.pager)
      if (mark && !marked.some(({ text }) => text === line)) return { line, ...mark }
    }
    return undefined
  }
  const pressKey = (pageKey: string | undefined) => {
    const over = talkedOver()
    if (over) marked.push({ text: over.line, column: over.column })
    const key = over?.key ?? pageKey
    if (key !== undefined) press(key)
  }
  const askAgain = () => {
    const isThere = [...terminal.lastLines(NEAR), terminal.current].some((line) => beginsWithPrompt(line, prompt))
    if (!isThere) return
    isLate = true
    blanks += 1
    press(platform.newline)
  }
  return {
    get waitMs() {
      if (stage >= 2 || typed >= MOST_TYPED) return Infinity
      return stage === 0 ? KEY_MS : PROMPT_MS
    },
    get typed() {
      return typed
    },
    get blanks() {
      return blanks
    },
    get isLate() {
      return isLate
    },
    marked,
    reset: () => {
      stage = 0
    },
    act: (pageKey) => {
      if (stage === 0) pressKey(pageKey)
      else askAgain()
      stage += 1
    },
  }
}

/** Whether a line is the prompt, perhaps with a message behind it. */
export const beginsWithPrompt = (line: string, prompt: Prompt): boolean =>
  prompt.matches(line) || (!prompt.isWeak && line.startsWith(prompt.text))
