/** Recognises terminal sequences, split anywhere, and reports those that may move or erase. */
export interface EscapeSkipper {
  readonly isInside: boolean
  /** A control byte that may begin a sequence. */
  begin(char: string): void
  /** Offers the next byte; false when the sequence ended before it. */
  take(char: string): boolean
}

type State = 'text' | 'escape' | 'csi' | 'string' | 'string-escape' | 'charset'

/** A sequence longer than this is given up: what follows is text again. */
const LONGEST = 256
/** The one sequence without parameters that moves the cursor on devices that draw their lines. */
const NEXT_LINE = 'E'
const EIGHT_BIT: Readonly<Record<string, State>> = {
  '\x90': 'string',
  '\x9b': 'csi',
  '\x9d': 'string',
  '\x9f': 'string',
}

/** True for a byte that introduces a sequence by itself, outside UTF-8 characters. */
export const isIntroducer = (char: string): boolean => EIGHT_BIT[char] !== undefined

/** Drops CSI, OSC, DCS, PM, APC and charset sequences; CSI ones without private marks are reported with their final byte and numbers, ESC E with none.
 *  A line end closes what was never terminated, so that no sequence swallows configuration. Source: ECMA-48 sections 5.4 and 5.6. */
export function createEscapeSkipper(onSequence: (final: string, counts: readonly number[]) => void): EscapeSkipper {
  let state: State = 'text'
  let held = ''

  const endCsi = (final: string): State => {
    if (/^[\d;]*$/.test(held)) onSequence(final, held.split(';').map(Number))
    return 'text'
  }
  const endEscape = (char: string): State => {
    if (char === NEXT_LINE) onSequence(char, [])
    return afterEscape(char)
  }
  const next = (char: string): State => {
    if (char === '\x1b') return state === 'string' ? 'string-escape' : 'escape'
    switch (state) {
      case 'escape':
        return endEscape(char)
      case 'csi':
        return char >= '@' && char <= '~' ? endCsi(char) : 'csi'
      case 'string':
        return char === '\x07' || char === '\x9c' ? 'text' : 'string'
      case 'string-escape':
        return char === '\\' ? 'text' : 'string'
      case 'charset':
      case 'text':
        return 'text'
    }
  }
  return {
    get isInside() {
      return state !== 'text'
    },
    begin: (char) => {
      const to = char === '\x1b' ? 'escape' : EIGHT_BIT[char]
      if (!to) return
      state = to
      held = ''
    },
    take: (char) => {
      if (char === '\n' || char === '\r' || held.length > LONGEST) {
        state = 'text'
        return false
      }
      const from = state
      state = next(char)
      held = from === state ? held + char : ''
      return true
    },
  }
}

function afterEscape(char: string): State {
  if (char === '[') return 'csi'
  if (/[\]PX^_]/.test(char)) return 'string'
  return /[ #%()*+]/.test(char) ? 'charset' : 'text'
}
