/** The line the cursor is in. */
export interface ScreenLine {
  readonly text: string
  /** Column from which on the line is shown inverse, to its end; undefined where its end is not. */
  readonly inverseFrom: number | undefined
  /** Prints at the cursor, over what stands there. */
  print(text: string): void
  moveTo(column: number): void
  moveBy(columns: number): void
  /** As ESC[K: 0 to the end, 1 to the cursor, 2 all. */
  erase(mode: number): void
  /** What is printed from now on is shown inverse, or is not. */
  show(how: 'inverse' | 'plain'): void
  /** Takes the end of the line away, as the device is about to: the blanks it writes over it leave no trace. */
  eraseFrom(column: number): void
  /** Empties the line and gives what stood there; undefined where it held nothing but a mark that was taken away. */
  finish(): string | undefined
}

/** No move leads further to the right than this, or the end of the line. */
const WIDEST = 1000

/** A line without a right margin. */
export function createScreenLine(): ScreenLine {
  let text = ''
  let column = 0
  let isInverse = false
  let inverseFrom: number | undefined
  const erasers = createErasers()

  const put = (printed: string) => {
    if (isInverse) inverseFrom ??= column
    else inverseFrom = undefined
    if (column > text.length) text = text.padEnd(column)
    text =
      column === text.length ? text + printed : text.slice(0, column) + printed + text.slice(column + printed.length)
    column += printed.length
  }
  const moveTo = (to: number) => {
    erasers.moved(to)
    column = Math.max(0, Math.min(to, Math.max(text.length, WIDEST)))
  }
  return {
    get text() {
      return text
    },
    get inverseFrom() {
      return inverseFrom !== undefined && inverseFrom < text.length ? inverseFrom : undefined
    },
    show: (how) => {
      isInverse = how === 'inverse'
    },
    print: (printed) => {
      if (printed === '') return // nothing printed pads nothing
      if (!erasers.mayFollow()) put(printed)
      else
        for (const char of printed)
          if (erasers.take(column, char)) column += 1
          else put(char)
    },
    moveTo,
    moveBy: (columns) => moveTo(column + columns),
    erase: (mode) => {
      if (mode === 0) text = text.slice(0, column)
      else if (mode === 1) text = ' '.repeat(Math.min(column, text.length)) + text.slice(column)
      else text = ''
      erasers.erased(mode === 2 ? 0 : column)
    },
    eraseFrom: (from) => {
      erasers.expect(from, text.length)
      text = text.slice(0, from)
    },
    finish: () => {
      const finished = erasers.isMarkOnly() ? undefined : text
      text = ''
      column = 0
      inverseFrom = undefined
      erasers.erased(0)
      return finished
    },
  }
}

/** The blanks with which a device paints over a pager's mark that was taken away already: they are no text. */
function createErasers() {
  /** Columns of the mark: the first blank over each of them is an eraser. */
  const ghosts = new Set<number>()
  /** Blanks go on erasing as long as nothing else is printed and the cursor stays. */
  let isErasing = false
  let isMarkOnly = false
  return {
    /** A mark stood in these columns. */
    expect: (from: number, to: number) => {
      for (let at = from; at < to; at++) ghosts.add(at)
      isMarkOnly = from === 0
    },
    /** Whether what is printed next may be erasers; it then has to be offered byte by byte. */
    mayFollow: (): boolean => {
      isMarkOnly = false
      return ghosts.size > 0 || isErasing
    },
    take: (column: number, char: string): boolean => (isErasing = (ghosts.delete(column) || isErasing) && char === ' '),
    moved: (to: number) => {
      isErasing = false
      if (to > 0) isMarkOnly = false
    },
    /** The line is empty from this column on. */
    erased: (column: number) => {
      isMarkOnly = false
      isErasing = false
      for (const at of ghosts) if (at >= column) ghosts.delete(at)
    },
    /** Nothing but a mark has stood in the line. */
    isMarkOnly: (): boolean => isMarkOnly,
  }
}
