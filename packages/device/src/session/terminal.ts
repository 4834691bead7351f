import { createEscapeSkipper } from './escape.ts'

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
  /** Printed bytes since the last clear, for budgets. */
  readonly size: number
  /** Takes the end of the current line off the screen, as the device is about to: blanks written over it leave no trace. */
  eraseFrom(column: number): void
  /** Takes the finished lines away. */
  takeLines(): string[]
  /** Forgets everything on the screen. */
  clear(): void
}

/** Bytes that need the state machine: controls except tab and line ends, 8-bit C1 introducers, CR not before LF. */
// oxlint-disable-next-line no-control-regex
const SPECIAL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x90\x9b\x9d\x9f]|\r(?!\n)/
// oxlint-disable-next-line no-control-regex
const PRINTABLE = /[\t\x20-\x7e\x80-\xff]+/y

/** No move leads further to the right than this, or the end of the line. */
const WIDEST = 1000

/** Renders a device's output (ECMA-48): CR, BS, ESC[K, ESC[J, ESC[nC, ESC[nD move and erase, printing overwrites, all else is dropped. */
export function createTerminal(): Terminal {
  let lines: string[] = []
  let current = ''
  let column = 0
  let size = 0
  let finished = 0
  /** Columns of an erased pager mark: the first blank over each of them is an eraser, not text. */
  const ghosts = new Set<number>()
  const escapes = createEscapeSkipper((final, counts) => act(final, counts))

  const newLine = () => {
    lines.push(current)
    finished += 1
    current = ''
    column = 0
    ghosts.clear()
  }
  const act = (final: string, [first = 0, second = 0]: readonly number[]) => {
    if (final === 'K' || final === 'J') erase(first)
    else if (final === 'C') moveTo(column + (first || 1))
    else if (final === 'D') moveTo(column - (first || 1))
    else if (final === 'G') moveTo((first || 1) - 1)
    else if (final === 'H') moveTo((second || 1) - 1)
  }
  const moveTo = (to: number) => {
    column = Math.max(0, Math.min(to, Math.max(current.length, WIDEST)))
  }
  const erase = (mode: number) => {
    if (mode === 0) current = current.slice(0, column)
    else if (mode === 1) current = ' '.repeat(Math.min(column, current.length)) + current.slice(column)
    else current = ''
    for (const at of ghosts) if (mode === 2 || at >= column) ghosts.delete(at)
  }
  const print = (text: string) => {
    if (ghosts.size > 0) return [...text].forEach(printOverGhost)
    if (column > current.length) current = current.padEnd(column)
    current =
      column === current.length ? current + text : current.slice(0, column) + text + current.slice(column + text.length)
    column += text.length
  }
  const printOverGhost = (char: string) => {
    const isEraser = ghosts.delete(column) && char === ' '
    if (!isEraser) {
      const left = column > current.length ? current.padEnd(column) : current.slice(0, column)
      current = left + char + current.slice(column + 1)
    }
    column += 1
  }
  const control = (char: string) => {
    if (char === '\n') newLine()
    else if (char === '\r') column = 0
    else if (char === '\b') moveTo(column - 1)
    else escapes.begin(char)
  }
  const step = (bytes: string) => {
    for (let at = 0; at < bytes.length;) {
      if (escapes.isInside) {
        at += escapes.take(bytes, at)
        continue
      }
      const run = escapes.printableRun(bytes, at, PRINTABLE)
      if (run > 0) print(bytes.slice(at, at + run))
      else control(bytes[at] ?? '')
      at += run || 1
    }
  }
  const append = (bytes: string) => {
    const parts = bytes.split('\n')
    const last = parts.pop() ?? ''
    for (const part of parts) {
      print(part.endsWith('\r') ? part.slice(0, -1) : part)
      newLine()
    }
    print(last)
  }
  return {
    write: (bytes) => {
      size += bytes.length
      if (escapes.isInside || SPECIAL.test(bytes)) step(bytes)
      else {
        append(bytes)
        escapes.passed(bytes)
      }
    },
    get lines() {
      return lines
    },
    get finished() {
      return finished
    },
    get current() {
      return current
    },
    get size() {
      return size
    },
    eraseFrom: (from) => {
      for (let at = from; at < current.length; at++) ghosts.add(at)
      current = current.slice(0, from)
    },
    takeLines: () => {
      const taken = lines
      lines = []
      return taken
    },
    clear: () => {
      lines = []
      current = ''
      column = 0
      size = 0
      finished = 0
      ghosts.clear()
    },
  }
}
