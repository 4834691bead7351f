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

/** Text is kept in large blocks and never cut into lines unless somebody asks for some. */
export function createScrollback(): Scrollback {
  let blocks: string[] = []
  let finished = 0
  let widest = 0

  const keep = (text: string) => {
    const last = blocks.at(-1)
    if (last !== undefined && last.length < BLOCK) blocks[blocks.length - 1] = last + text
    else blocks.push(text)
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
    },
    take: () => {
      const text = blocks.join('')
      blocks = []
      return text
    },
    clear: () => {
      blocks = []
      finished = 0
      widest = 0
    },
  }
}
