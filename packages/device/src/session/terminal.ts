import { createEscapeSkipper, isIntroducer } from './escape.ts'
import { createScreenLine, type ScreenLine } from './screen-line.ts'
import { createUtf8Tracker } from './utf8.ts'

/** What a screen without a right margin would show: finished lines, and the line the cursor is in. One character is one byte. */
export interface Terminal {
  /** Takes bytes as they arrive, split anywhere. */
  write(bytes: string): void
  /** Finished lines, oldest first. */
  readonly lines: readonly string[]
  /** Lines finished since the last clear, also those taken away. */
  readonly finished: number
  /** The last, unterminated line. */
  readonly current: string
  /** Length of the longest line since the last clear. */
  readonly widest: number
  /** Bytes since the last clear, for budgets. */
  readonly size: number
  /** Takes the end of the current line off the screen, as the device is about to. */
  eraseFrom(column: number): void
  /** Takes the finished lines away. */
  takeLines(): string[]
  /** Forgets everything on the screen. */
  clear(): void
}

/** Bytes that need the state machine: controls except tab and line ends, 8-bit introducers, CR not before LF. */
const SPECIAL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x90\x9b\x9d\x9f]|\r(?!\n)/
const PRINTABLE = /[\t\x20-\x7e\x80-\xff]+/y

/** Renders a device's output: CR, BS, ESC[K, ESC[J, ESC[nC, ESC[nD and the like move and erase, printing overwrites, all else is dropped.
 *  So a pager's `--More--`, BS, blanks, BS vanish as on a real screen, without patterns. */
export function createTerminal(): Terminal {
  const line = createScreenLine()
  const step = createStepper(line, () => newLine())
  let lines: string[] = []
  let size = 0
  let finished = 0
  let widest = 0

  const newLine = () => {
    const text = line.finish()
    lines.push(text)
    finished += 1
    widest = Math.max(widest, text.length)
  }
  const append = (bytes: string) => {
    const parts = bytes.split('\n')
    const last = parts.pop() ?? ''
    for (const part of parts) {
      line.print(part.endsWith('\r') ? part.slice(0, -1) : part)
      newLine()
    }
    line.print(last)
    step.skip(bytes)
  }
  return {
    write: (bytes) => {
      size += bytes.length
      if (!step.isInside && !SPECIAL.test(bytes)) append(bytes)
      else for (let at = 0; at < bytes.length;) at += step.take(bytes, at)
    },
    get lines() {
      return lines
    },
    get finished() {
      return finished
    },
    get widest() {
      return Math.max(widest, line.text.length)
    },
    get current() {
      return line.text
    },
    get size() {
      return size
    },
    eraseFrom: line.eraseFrom,
    takeLines: () => lines.splice(0),
    clear: () => {
      lines = []
      line.finish()
      size = 0
      finished = 0
      widest = 0
    },
  }
}

/** The state machine for bytes that are not plain text. */
function createStepper(line: ScreenLine, newLine: () => void) {
  const escapes = createEscapeSkipper((final, counts) => moveOrErase(line, final, counts))
  const utf8 = createUtf8Tracker()

  const control = (char: string) => {
    if (char === '\n') newLine()
    else if (char === '\r') line.moveTo(0)
    else if (char === '\b') line.moveBy(-1)
    else escapes.begin(char)
  }
  /** Prints what can be printed from `at` on; gives how much that was. */
  const printRun = (bytes: string, at: number): number => {
    PRINTABLE.lastIndex = at
    const run = PRINTABLE.exec(bytes)?.[0] ?? ''
    let end = 0
    while (end < run.length && (utf8.continues(run[end] ?? '') || !isIntroducer(run[end] ?? ''))) end += 1
    line.print(run.slice(0, end))
    return end
  }
  return {
    get isInside() {
      return escapes.isInside
    },
    skip: utf8.skip,
    /** Takes the next bytes; gives how many. */
    take: (bytes: string, at: number): number => {
      if (escapes.isInside) return escapes.take(bytes[at] ?? '') ? 1 : 0
      const printed = printRun(bytes, at)
      if (printed > 0) return printed
      control(bytes[at] ?? '')
      return 1
    },
  }
}

function moveOrErase(line: ScreenLine, final: string, [first = 0, second = 0]: readonly number[]): void {
  if (final === 'K' || final === 'J') line.erase(first)
  else if (final === 'C') line.moveBy(first || 1)
  else if (final === 'D') line.moveBy(-(first || 1))
  else if (final === 'G') line.moveTo((first || 1) - 1)
  else if (final === 'H') line.moveTo((second || 1) - 1)
}
