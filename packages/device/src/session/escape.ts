/** Recognises terminal sequences, split anywhere, and reports those that move or erase. */
export interface EscapeSkipper {
  readonly isInside: boolean
  /** A control byte that may begin a sequence. */
  begin(char: string): void
  /** Consumes bytes of the sequence; gives how many. */
  take(bytes: string, at: number): number
  /** Tells which bytes were printed without looking here, so that a split UTF-8 character stays known. */
  passed(bytes: string): void
  /** Length of the printable run at `at`; an 8-bit introducer inside a UTF-8 character is text. */
  printableRun(bytes: string, at: number, printable: RegExp): number
}

type State = 'text' | 'escape' | 'csi' | 'string' | 'string-escape' | 'charset'

/** A sequence longer than this is given up: what follows is text again. */
const LONGEST = 256
const C1: Readonly<Record<string, State>> = { '\x90': 'string', '\x9b': 'csi', '\x9d': 'string', '\x9f': 'string' }

/** Source: ECMA-48 sections 5.4 and 8.3; 8-bit introducers count only outside UTF-8 characters. */
export function createEscapeSkipper(onSequence: (final: string, counts: readonly number[]) => void): EscapeSkipper {
  let state: State = 'text'
  let held = ''
  /** UTF-8 continuation bytes that are still due. */
  let due = 0

  const take = (bytes: string, at: number): number => {
    const char = bytes[at] ?? ''
    held += char
    // A line end closes what was never terminated, so that no sequence swallows configuration.
    if (char === '\n' || char === '\r' || held.length > LONGEST) {
      state = 'text'
      return held.length > LONGEST && char !== '\n' && char !== '\r' ? 1 : 0
    }
    state = next(state, char)
    return 1
  }
  const next = (from: State, char: string): State => {
    if (char === '\x1b') return from === 'string' ? 'string-escape' : restart('escape')
    if (from === 'string-escape') return char === '\\' ? 'text' : 'string'
    if (from === 'charset') return 'text'
    if (from === 'string') return char === '\x07' || char === '\x9c' ? 'text' : 'string'
    if (from === 'escape') return afterEscape(char)
    return afterCsi(char)
  }
  const afterEscape = (char: string): State => {
    if (char === '[') return restart('csi')
    if (/[\]PX^_]/.test(char)) return restart('string')
    return /[ #%()*+]/.test(char) ? 'charset' : 'text'
  }
  const afterCsi = (char: string): State => {
    if (char < '@' || char > '~') return 'csi'
    if (/^[\d;]*.$/.test(held)) onSequence(char, held.slice(0, -1).split(';').map(Number))
    return 'text'
  }
  const restart = (to: State): State => {
    held = ''
    return to
  }
  const begin = (char: string) => {
    const to = char === '\x1b' ? 'escape' : C1[char]
    if (to) state = restart(to)
  }
  const printableRun = (bytes: string, at: number, printable: RegExp): number => {
    printable.lastIndex = at
    const run = printable.exec(bytes)?.[0] ?? ''
    for (let i = 0; i < run.length; i++) {
      const char = run[i] ?? ''
      const isText = due > 0 && char >= '\x80' && char <= '\xbf'
      if (!isText && C1[char]) return i
      due = isText ? due - 1 : continuationsAfter(char)
    }
    return run.length
  }
  const passed = (bytes: string) => {
    if (bytes.length >= 4) due = 0
    for (const char of bytes.slice(-4))
      due = due > 0 && char >= '\x80' && char <= '\xbf' ? due - 1 : continuationsAfter(char)
  }
  return {
    passed,
    get isInside() {
      return state !== 'text'
    },
    begin,
    take,
    printableRun,
  }
}

/** How many continuation bytes a UTF-8 lead byte announces. */
const continuationsAfter = (char: string): number => {
  if (char >= '\xc2' && char <= '\xdf') return 1
  if (char >= '\xe0' && char <= '\xef') return 2
  return char >= '\xf0' && char <= '\xf4' ? 3 : 0
}
