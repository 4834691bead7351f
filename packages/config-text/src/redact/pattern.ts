import type { SecretType } from './secret.ts'

/**
 * A rule in words, compiled once. What a word of a pattern matches:
 * `key` itself, `ro|rw` one of them (any case) · `sha*` what begins so · `*` any word · `#` a number ·
 * `~pass|key` a word that holds one of these · `...` up to 48 words · `[a b]` these, if they are there ·
 * `[T]` a type digit in front of a value · `!a|b` no such word next · `{` a block opens here, `{a|b}` with one of these in it ·
 * `$` the end of the statement · `^` (first) the statement begins here, `^^` the line begins here ·
 * `<type>` the secret, one word · `<type rest>` up to the end, or to one of the `stops` of the rule ·
 * `<type until word>` up to this word · `<type nonumber>` no short plain number · `name=<type>` the value behind `name=`.
 */
export type Element =
  | { readonly kind: 'word'; readonly words: ReadonlySet<string>; readonly prefixes: readonly string[] }
  | { readonly kind: 'not'; readonly words: ReadonlySet<string> }
  | { readonly kind: 'holds'; readonly pieces: readonly string[] }
  | { readonly kind: 'any' | 'number' | 'skip' | 'type' | 'end' }
  | { readonly kind: 'opens'; readonly next: ReadonlySet<string> | null }
  | { readonly kind: 'optional'; readonly elements: readonly Element[] }
  | {
      readonly kind: 'secret'
      readonly type: SecretType
      readonly rest: boolean
      readonly until: string | null
      readonly noNumber: boolean
    }
  | { readonly kind: 'assigned'; readonly names: ReadonlySet<string>; readonly type: SecretType }

export interface Pattern {
  readonly source: string
  readonly elements: readonly Element[]
  readonly atStart: boolean
  /** Keywords that a match can begin with; `null`: any word. */
  readonly firstWords: readonly string[] | null
  /** Where a value of several words ends; empty for most rules. */
  readonly stops: ReadonlySet<string>
}

/** Reads a pattern. Throws SyntaxError for one that cannot be indexed by its first word and isn't anchored. */
export function compilePattern(source: string, stops: readonly string[] = []): Pattern {
  const atStart = source.startsWith('^')
  const elements = readElements(atStart ? source.slice(1) : source)
  const first = elements[0]
  const firstWords = first ? firstWordsOf(first) : null
  if (firstWords === null && !atStart) throw new SyntaxError(`the pattern "${source}" begins with no keyword`)
  return { source, elements, atStart, firstWords, stops: new Set(stops) }
}

function firstWordsOf(element: Element): string[] | null {
  if (element.kind === 'word' && element.prefixes.length === 0) return [...element.words]
  if (element.kind === 'assigned') return [...element.names]
  return null
}

function readElements(source: string): Element[] {
  const pieces = source.match(/\[[^\]]*\]|[^\s<]*<[^>]*>|\{[^\s}]*\}|\S+/g) ?? []
  return pieces.map(readElement)
}

const signs: Readonly<Record<string, Element>> = {
  '*': { kind: 'any' },
  '#': { kind: 'number' },
  '...': { kind: 'skip' },
  $: { kind: 'end' },
  T: { kind: 'type' },
  '{': { kind: 'opens', next: null },
}

function readElement(piece: string): Element {
  const sign = signs[piece]
  if (sign) return sign
  if (piece.startsWith('[')) return { kind: 'optional', elements: readElements(piece.slice(1, -1)) }
  if (piece.startsWith('{')) return { kind: 'opens', next: new Set(piece.slice(1, -1).split('|')) }
  if (piece.startsWith('!')) return { kind: 'not', words: new Set(piece.slice(1).split('|')) }
  if (piece.startsWith('~')) return { kind: 'holds', pieces: piece.slice(1).split('|') }
  if (piece.endsWith('>')) return readSecret(piece)
  const words = piece.toLowerCase().split('|')
  const isPrefix = (word: string): boolean => word.endsWith('*')
  return {
    kind: 'word',
    words: new Set(words.filter((word) => !isPrefix(word))),
    prefixes: words.filter(isPrefix).map((word) => word.slice(0, -1)),
  }
}

function readSecret(piece: string): Element {
  const [names = '', inside = ''] = piece.slice(0, -1).split('<')
  const [type, ...flags] = inside.split(' ')
  const secretType = type as SecretType
  if (names !== '') {
    const each = names
      .toLowerCase()
      .split('|')
      .map((name) => (name.endsWith('=') ? name : `${name}=`))
    return { kind: 'assigned', names: new Set(each), type: secretType }
  }
  const until = flags[0] === 'until' ? (flags[1] ?? null) : null
  const rest = flags.includes('rest') || until !== null
  return { kind: 'secret', type: secretType, rest, until, noNumber: flags.includes('nonumber') }
}
