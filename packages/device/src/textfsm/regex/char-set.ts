/** A set of characters, asked by code point. */
export interface CharSet {
  has(code: number): boolean
  /** The one character of a set that holds no other. */
  readonly only?: string
}

export type CodeTest = (code: number) => boolean

const TABLE_SIZE = 256

/** Makes a set of a test; the answers for the first 256 characters are kept. */
export function charSet(test: CodeTest, only?: string): CharSet {
  const table = Uint8Array.from({ length: TABLE_SIZE }, (_, code) => (test(code) ? 1 : 0))
  const has = (code: number): boolean => (code < TABLE_SIZE ? table[code] === 1 : test(code))
  return only === undefined ? { has } : { has, only }
}

const matches =
  (pattern: RegExp): CodeTest =>
  (code) =>
    pattern.test(String.fromCodePoint(code))

/** `\w`, `\d` and `\s` as Python sees them in text: letters and digits of every script.
 *  Source: Python's library reference, module re, "Regular Expression Syntax". */
const isWord: CodeTest = matches(/[\p{L}\p{N}_]/u)
const isDigit: CodeTest = matches(/\p{Nd}/u)
const isSpace: CodeTest = matches(/[\s\u001c-\u001f\u0085](?<!\ufeff)/u)

export const WORD = charSet(isWord)

/** The test behind the letter of a class escape, such as the `d` of `\d`; undefined where there is none. */
export function classOf(letter: string): CodeTest | undefined {
  const test = { w: isWord, d: isDigit, s: isSpace }[letter.toLowerCase()]
  if (!test) return undefined
  return letter === letter.toLowerCase() ? test : (code) => !test(code)
}

/** The same test, blind for upper and lower case. */
export const ignoringCase =
  (test: CodeTest): CodeTest =>
  (code) => {
    if (test(code)) return true
    const text = String.fromCodePoint(code)
    return [text.toLowerCase(), text.toUpperCase()].some((other) => test(other.codePointAt(0) ?? code))
  }
