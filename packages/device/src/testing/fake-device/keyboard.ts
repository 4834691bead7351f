/** What the client types, taken piece by piece. */
export interface Keyboard {
  readonly push: (text: string) => void
  /** The next key. */
  readonly key: () => Promise<string>
  /** Keys up to the end of a line, which is taken away: CR, LF, CR LF or CR NUL. `echo` gets what a terminal would show. */
  readonly line: (echo: (text: string) => Promise<void>) => Promise<string>
}

export function createKeyboard(): Keyboard {
  let typed = ''
  let wake = (): void => {}
  let afterReturn = false

  const push = (text: string): void => {
    typed += text
    wake()
  }
  const key = async (): Promise<string> => {
    for (;;) {
      if (afterReturn && /^[\n\0]/.test(typed)) typed = typed.slice(1)
      if (typed !== '') break
      await new Promise<void>((resolve) => (wake = resolve))
    }
    const first = typed.slice(0, 1)
    typed = typed.slice(1)
    afterReturn = first === '\r'
    return first
  }
  const line = async (echo: (text: string) => Promise<void>): Promise<string> => {
    let text = ''
    for (;;) {
      const char = await key()
      if (char === '\r' || char === '\n') return text
      // Plain characters that wait already are taken and echoed at once.
      const more = /^[^\0-\x1f\x7f]*/.exec(typed)?.[0] ?? ''
      if (isPlain(char)) typed = typed.slice(more.length)
      const edited = isPlain(char) ? { text: text + char + more, shown: char + more } : edit(text, char)
      text = edited.text
      await echo(edited.shown)
    }
  }
  return { push, key, line }
}

const isPlain = (char: string): boolean => char >= ' ' && char !== '\x7f'

/** Backspace takes a character, Ctrl-U and Ctrl-C the line; other control keys do nothing. */
function edit(text: string, char: string): { text: string; shown: string } {
  if (char === '\b' || char === '\x7f')
    return text === '' ? { text, shown: '' } : { text: text.slice(0, -1), shown: '\b \b' }
  if (char === '\x15' || char === '\x03') return { text: '', shown: '\b \b'.repeat(text.length) }
  return { text, shown: '' }
}
