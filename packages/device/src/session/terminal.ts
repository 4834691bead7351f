import { createEchoFilter } from './echo-filter.ts'
import { createEscapeSkipper, isIntroducer } from './escape.ts'
import { createScreenLine, type ScreenLine } from './screen-line.ts'
import { createScrollback, type Scrollback } from './scrollback.ts'
import { createUtf8Tracker } from './utf8.ts'

/** What a screen without a right margin would show: finished lines, and the line the cursor is in. One character is one byte. */
export interface Terminal {
  /** Takes bytes as they arrive, split anywhere. */
  write(bytes: string): void
  /** Lines finished since the last clear, also those taken away. */
  readonly finished: number
  /** The last, unterminated line. */
  readonly current: string
  /** Column from which on that line is shown inverse, as pagers show their marks; undefined where its end is not. */
  readonly inverseFrom: number | undefined
  /** Length of the longest line since the last clear. */
  readonly widest: number
  /** Bytes since the last clear, for budgets. */
  readonly size: number
  /** The last finished lines, at most `count`, oldest first. */
  lastLines(count: number): string[]
  /** Takes the end of the current line off the screen, as the device is about to. */
  eraseFrom(column: number): void
  /** A key is about to be typed: its echo, with the line end behind it, is no text. */
  expectEcho(key: string): void
  /** Takes the finished lines away, each with an LF at its end. */
  takeText(): string
  /** Forgets everything on the screen. */
  clear(): void
}

/** Anything but text, tabs and LF needs the state machine: controls, and the 8-bit introducers of sequences. */
const SPECIAL = /[^\t\n\x20-\x7e\x80-\x8f\x91-\x9a\x9c\x9e\xa0-\xff]/
const PRINTABLE = /[\t\x20-\x7e\x80-\xff]+/y

/** Renders a device's output: CR, BS, ESC[K, ESC[J, ESC[nC, ESC[nD and the like move and erase, printing overwrites, all else is dropped.
 *  So a pager's `--More--`, BS, blanks, BS vanish as on a real screen, without patterns. */
export function createTerminal(): Terminal {
  const line = createScreenLine()
  const above = createScrollback()
  const step = createStepper(line, above)
  let size = 0

  /** Text without anything special goes up in blocks: only its first and last lines may be parts of others. */
  const append = (text: string) => {
    const first = text.indexOf('\n')
    const last = text.lastIndexOf('\n')
    if (first < 0) line.print(text)
    else {
      line.print(text.slice(0, first))
      endLine(line, above)
      if (last > first) above.pushBlock(text.slice(first + 1, last + 1))
      line.print(text.slice(last + 1))
    }
    step.skip(text)
  }
  const echo = createEchoFilter()
  const write = (said: string) => {
    size += said.length
    const bytes = echo.filter(said)
    const text = bytes.includes('\r') ? bytes.replaceAll('\r\n', '\n') : bytes
    if (!step.isInside && !SPECIAL.test(text)) append(text)
    else for (let at = 0; at < bytes.length;) at += step.take(bytes, at)
  }
  return {
    write,
    get finished() {
      return above.finished
    },
    get widest() {
      return Math.max(above.widest, line.text.length)
    },
    get current() {
      return line.text
    },
    get inverseFrom() {
      return line.inverseFrom
    },
    get size() {
      return size
    },
    lastLines: above.last,
    eraseFrom: line.eraseFrom,
    expectEcho: echo.expect,
    takeText: above.take,
    clear: () => {
      above.clear()
      line.finish()
      size = 0
    },
  }
}

/** A line end right behind a pager's mark is the pager's, not the text's. */
function endLine(line: ScreenLine, above: Scrollback): void {
  const text = line.finish()
  if (text !== undefined) above.push(text)
}

/** The state machine for bytes that are not plain text. */
function createStepper(line: ScreenLine, above: Scrollback) {
  const newLine = () => endLine(line, above)
  const rows = createRows(above, newLine)
  const escapes = createEscapeSkipper((final, counts) => {
    if (final === NEXT_LINE || final === INSERT_LINE) newLine()
    if (final === 'H' || final === 'f') rows.goTo(counts[0] || 1)
    if (final === 'J') rows.clearBelow()
    moveOrErase(line, final, counts)
  })
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
      const char = bytes[at] ?? ''
      utf8.continues(char) // a control ends a character that is not whole
      control(char)
      return 1
    },
  }
}

/** A device that puts the cursor in one row after the other draws lines without line ends; a row below all others begins a new
 *  line. Rows above are where such devices draw anew what they have shown, or scroll, so there the line stays. */
function createRows(above: Scrollback, newLine: () => void) {
  let row = 1
  let lowest = { row: 0, finished: -1 }
  return {
    goTo: (to: number) => {
      row = to
      const below = lowest.finished === above.finished && lowest.row > 0 ? to - lowest.row : 0
      if (below > 0) newLine()
      if (below > 1) newLine()
      if (below >= 0) lowest = { row: to, finished: above.finished }
    },
    /** The screen below the cursor is empty now. */
    clearBelow: () => {
      lowest = { row, finished: above.finished }
    },
  }
}

const NEXT_LINE = 'E'
/** Devices that scroll by themselves insert a line at the bottom. */
const INSERT_LINE = 'L'
/** The number of the graphic rendition that shows text inverse. */
const INVERSE = 7

const MOVES: Readonly<Record<string, (line: ScreenLine, first: number, second: number) => void>> = {
  K: (line, first) => line.erase(first),
  J: (line, first) => line.erase(first),
  C: (line, first) => line.moveBy(first || 1),
  D: (line, first) => line.moveBy(-(first || 1)),
  G: (line, first) => line.moveTo((first || 1) - 1),
  H: (line, _row, column) => line.moveTo((column || 1) - 1),
  f: (line, _row, column) => line.moveTo((column || 1) - 1),
  m: (line, first, second) => line.show(first === INVERSE || second === INVERSE ? 'inverse' : 'plain'),
}

const moveOrErase = (line: ScreenLine, final: string, [first = 0, second = 0]: readonly number[]): void =>
  MOVES[final]?.(line, first, second)
