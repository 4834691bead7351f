/** A text that a pattern of the platform data matches: of alternatives the first, of what may repeat the fewest.
 *  Knows what such patterns are made of, no more; throws where its text does not match after all. */
export function sampleOf(pattern: RegExp): string {
  const found = ['', ' '].flatMap((between) =>
    [0, 1].map((optional) => readAlternatives({ source: pattern.source, at: 0, optional, between })),
  )
  const sample = found.find((text) => pattern.test(text))
  if (sample === undefined) throw new Error(`no text found for ${String(pattern)}, only ${JSON.stringify(found)}`)
  return sample
}

interface Cursor {
  readonly source: string
  at: number
  /** How often what may be missing is there. */
  readonly optional: number
  /** What stands where a word begins or ends. */
  readonly between: string
}

function readAlternatives(cursor: Cursor): string {
  const texts = [readSequence(cursor)]
  while (cursor.source[cursor.at] === '|') {
    cursor.at += 1
    texts.push(readSequence(cursor))
  }
  return texts[0] ?? ''
}

function readSequence(cursor: Cursor): string {
  let text = ''
  while (cursor.at < cursor.source.length && !'|)'.includes(cursor.source[cursor.at] ?? '')) {
    const piece = readPiece(cursor)
    text += piece.repeat(readCount(cursor))
  }
  return text
}

function readPiece(cursor: Cursor): string {
  const char = cursor.source[cursor.at] ?? ''
  if (char === '(') return readGroup(cursor)
  if (char === '[') return charOf(take(cursor, /\[(?:\\.|[^\]\\])*\]/y))
  if (char === '\\') return ofEscape(take(cursor, /\\(?:x[\da-f]{2}|u[\da-f]{4}|.)/iy), cursor.between)
  cursor.at += 1
  if (char === '^' || char === '$') return ''
  return char === '.' ? 'x' : char
}

function readGroup(cursor: Cursor): string {
  const opening = take(cursor, /\((?:\?(?:[:=!]|<[=!]|<\w+>))?/y)
  const inner = readAlternatives(cursor)
  cursor.at += 1
  return /[=!]$/.test(opening) ? '' : inner
}

function readCount(cursor: Cursor): number {
  const quantifier = take(cursor, /(?:[*+?]|\{\d+(?:,\d*)?\})?\??/y)
  if (quantifier === '') return 1
  const least = Number(/^\{(\d+)/.exec(quantifier)?.[1] ?? (quantifier.startsWith('+') ? 1 : 0))
  return Math.max(least, cursor.optional)
}

const charOf = (set: string): string =>
  Array.from('aAx1 -:#>.*/_"([').find((char) => new RegExp(set).test(char)) ?? set.replace(/^\[\\?/, '').charAt(0)

function ofEscape(escape: string, between: string): string {
  if (escape === '\\b') return between
  if (/^\\[xu]/.test(escape)) return String.fromCharCode(Number.parseInt(escape.slice(2), 16))
  const known: Record<string, string> = {
    d: '1',
    w: 'a',
    s: ' ',
    S: 'x',
    D: 'x',
    W: ' ',
    B: '',
    n: '\n',
    r: '',
    t: '\t',
  }
  const letter = escape.charAt(1)
  return known[letter] ?? letter
}

function take(cursor: Cursor, what: RegExp): string {
  what.lastIndex = cursor.at
  const text = what.exec(cursor.source)?.[0] ?? ''
  cursor.at += text.length
  return text
}
