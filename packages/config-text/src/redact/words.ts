/** A word of a statement; a quoted value with spaces is one word. */
export interface Word {
  readonly start: number
  readonly end: number
  /** Inside the quotes, where there are any. */
  readonly valueStart: number
  readonly valueEnd: number
  /** Lower case, with quotes. Cut at 80 characters: no keyword is longer. */
  readonly text: string
  /** The part behind `name=`, where the word is such an assignment. */
  readonly assigned?: { readonly name: string; readonly valueStart: number; readonly valueEnd: number }
}

/** How a platform separates its statements. */
export interface WordStyle {
  /** `;`, `{` and `}` end a statement, `#` begins a comment. */
  readonly braces: boolean
}

export interface Statement {
  readonly words: readonly Word[]
  /** The sign that ended it, in front of the next one; empty at the end of the line. */
  readonly ending: '' | ';' | '{' | '}'
  /** Place in the line behind the ending. */
  readonly end: number
}

const KEYWORD_CHARS = 80
const assignment = /^([\w.-]{1,60}=)(?=[^=])/

/** Splits a line into statements of words. Linear: every character is looked at a fixed number of times. */
export function statementsOf(line: string, style: WordStyle): Statement[] {
  if (!style.braces)
    return [{ words: [...rawWords(line)].map((raw) => wordAt(line, raw)), ending: '', end: line.length }]
  const statements: Statement[] = []
  let words: Word[] = []
  for (const raw of rawWords(line)) {
    if (line[raw.start] === '#' || line.startsWith('/*', raw.start)) break
    const ending = endingSign(line, raw)
    const end = ending === '' ? raw.end : raw.end - 1
    if (end > raw.start) words.push(wordAt(line, { start: raw.start, end }))
    if (ending === '') continue
    statements.push({ words, ending, end: raw.end })
    words = []
  }
  return words.length === 0 ? statements : [...statements, { words, ending: '', end: line.length }]
}

interface Stretch {
  readonly start: number
  readonly end: number
}

function endingSign(line: string, { start, end }: Stretch): Statement['ending'] {
  const last = line[end - 1]
  if (last === ';') return ';'
  if (end - start === 1 && (last === '{' || last === '}')) return last
  return ''
}

function* rawWords(line: string): Generator<Stretch> {
  const neverClosed = new Set<string>() // quotes that no later one closes either; looked for once
  let at = 0
  for (;;) {
    while (isBlank(line, at)) at += 1
    if (at >= line.length) return
    const start = at
    while (at < line.length && !isBlank(line, at)) at = behind(line, start, at, neverClosed)
    yield { start, end: at }
  }
}

/** The place behind this character, or behind the quoted value that it opens. */
function behind(line: string, wordStart: number, at: number, neverClosed: Set<string>): number {
  if (!opensQuote(line, wordStart, at) || neverClosed.has(line.charAt(at))) return at + 1
  const close = closingQuote(line, at)
  if (close === 0) neverClosed.add(line.charAt(at))
  return Math.max(at, close) + 1
}

function isBlank(line: string, at: number): boolean {
  const code = line.charCodeAt(at)
  return code === 32 || code === 9 || code === 13 || code === 0
}

function opensQuote(line: string, start: number, at: number): boolean {
  const sign = line[at]
  return (sign === '"' || sign === "'") && (at === start || '=:,([{'.includes(line.charAt(at - 1)))
}

/** Place of the quote that closes this one: not escaped, and followed by the end of a word. 0 if there is none. */
function closingQuote(line: string, open: number): number {
  const quote = line.charAt(open)
  let escaped = false
  for (let at = open + 1; at < line.length; at += 1) {
    const sign = line.charAt(at)
    if (escaped) escaped = false
    else if (sign === '\\') escaped = true
    else if (sign === quote && (at + 1 === line.length || ' \t\r\0;,)]}:'.includes(line.charAt(at + 1)))) return at
  }
  return 0
}

function wordAt(line: string, { start, end }: Stretch): Word {
  const text = line.slice(start, Math.min(end, start + KEYWORD_CHARS)).toLowerCase()
  const inner = insideQuotes(line, start, end)
  const word = { start, end, valueStart: inner.start, valueEnd: inner.end, text }
  const name = text.includes('=') ? assignment.exec(text)?.[1] : undefined
  if (name === undefined) return word
  const value = insideQuotes(line, start + name.length, end)
  return { ...word, assigned: { name, valueStart: value.start, valueEnd: value.end } }
}

/** The stretch without the pair of quotes around it. */
function insideQuotes(line: string, start: number, end: number): Stretch {
  const quote = line[start]
  const isQuoted = end - start >= 2 && (quote === '"' || quote === "'") && line[end - 1] === quote
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end }
}
