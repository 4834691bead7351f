import { RegexSyntaxError } from './tree.ts'

/** Reads a pattern character by character. */
export interface Scanner {
  readonly at: number
  readonly isDone: boolean
  /** The next character, or an empty text at the end. */
  peek(): string
  next(): string
  /** Takes `text` if it stands next. */
  take(text: string): boolean
  /** Takes what a sticky expression finds here. */
  takeMatch(pattern: RegExp): RegExpExecArray | undefined
  /** Takes everything before `end`, and `end`. */
  takeUntil(end: string, what: string): string
  fail(reason: string, at?: number): never
}

export function createScanner(source: string): Scanner {
  let at = 0
  const peek = () => {
    const code = source.codePointAt(at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }
  const fail = (reason: string, where = at): never => {
    throw new RegexSyntaxError(reason, where)
  }
  return {
    get at() {
      return at
    },
    get isDone() {
      return at >= source.length
    },
    peek,
    next: () => {
      const char = peek()
      at += char.length
      return char
    },
    take: (text) => {
      const isThere = source.startsWith(text, at)
      if (isThere) at += text.length
      return isThere
    },
    takeMatch: (pattern) => {
      pattern.lastIndex = at
      const found = pattern.exec(source) ?? undefined
      if (found) at += found[0].length
      return found
    },
    takeUntil: (end, what) => {
      const to = source.indexOf(end, at)
      if (to < 0) fail(`${what} lacks its "${end}"`)
      const text = source.slice(at, to)
      at = to + end.length
      return text
    },
    fail,
  }
}
