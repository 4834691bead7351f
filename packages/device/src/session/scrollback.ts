import { createStore } from './store.ts'

/** The lines that have left the screen at the top: whole lines, one character per byte, LF line ends. */
export interface Scrollback {
  /** Lines since the last clear, also those taken away. */
  readonly finished: number
  /** Length of the longest of them. */
  readonly widest: number
  push(line: string): void
  /** Takes several lines at once; each of them is ended by LF. */
  pushBlock(block: string): void
  /** The last `count` lines that have not been taken away, oldest first. */
  last(count: number): string[]
  /** Takes all lines away. */
  take(): string
  clear(): void
}

/** Lines are gathered in blocks of about this size: a list of three million lines would cost more than the text itself. */
const BLOCK = 8192
/** From this many blocks on they are put away: a large text in pieces would lie in memory more than once. */
const MANY = 256
/** Of a text that was put away at most so much is looked at again. */
const SEEN_AGAIN = 64 * 1024

/** Text is kept in large blocks and never cut into lines unless somebody asks for some. */
export function createScrollback(): Scrollback {
  let blocks: string[] = []
  const store = createStore()
  let finished = 0
  let widest = 0

  const keep = (text: string) => {
    const last = blocks.at(-1)
    if (last !== undefined && last.length < BLOCK) blocks[blocks.length - 1] = last + text
    else blocks.push(text)
    if (blocks.length >= MANY) putAway()
  }
  const putAway = () => {
    for (const block of blocks) store.add(block)
    blocks = []
  }
  return {
    get finished() {
      return finished
    },
    get widest() {
      return widest
    },
    push: (line) => {
      finished += 1
      widest = Math.max(widest, line.length)
      keep(`${line}\n`)
    },
    pushBlock: (block) => {
      for (let from = 0, end = block.indexOf('\n'); end >= 0; from = end + 1, end = block.indexOf('\n', from)) {
        finished += 1
        if (end - from > widest) widest = end - from
      }
      keep(block)
    },
    last: (count) => {
      const isNear = blocks.length > count || store.size === 0
      return lastLines(isNear ? blocks : [store.tail(SEEN_AGAIN), ...blocks], count)
    },
    take: () => {
      if (store.size > 0) putAway()
      const text = store.size > 0 ? store.take() : blocks.join('')
      blocks = []
      return text
    },
    clear: () => {
      blocks = []
      store.take()
      finished = 0
      widest = 0
    },
  }
}

/** The last lines of blocks of whole lines, oldest first. */
function lastLines(blocks: readonly string[], count: number): string[] {
  const lines: string[] = []
  for (let at = blocks.length - 1; at >= 0 && lines.length < count; at--) {
    const block = blocks[at] ?? ''
    for (let end = block.length - 1; end >= 0 && lines.length < count;) {
      const start = end === 0 ? 0 : block.lastIndexOf('\n', end - 1) + 1
      lines.push(block.slice(start, end))
      end = start - 1
    }
  }
  return lines.reverse()
}
