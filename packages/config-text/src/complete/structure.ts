/** A shape that is open in the middle and closed at the end. */
export type Structure = 'braces' | 'config-end' | 'xml' | 'json'

const readers: Readonly<Record<Structure, (text: string) => boolean>> = {
  braces: bracesAreBalanced,
  'config-end': blocksAreEnded,
  xml: rootIsClosed,
  json: jsonIsWhole,
}

/** Is the shape closed at the end of this text? */
export function isClosed(text: string, structure: Structure): boolean {
  return readers[structure](text)
}

/** A document with one root cannot be cut and closed; a list of blocks can, between two of them. */
export function isSelfProving(structure: Structure): boolean {
  return structure === 'xml' || structure === 'json'
}

/** What opens and closes, and what begins a stretch in which nothing does. */
const SIGNS = ['{', '}', '"', '#', '/*'] as const

/** Curly braces outside quotes, `#` comments and block comments. The next place of each sign is kept, because looking for
 *  a sign is ten times as fast as looking at each character. */
function bracesAreBalanced(text: string): boolean {
  const places = SIGNS.map((sign) => placeOf(text, sign, 0))
  let depth = 0
  for (let sign = firstOf(places); (places[sign] ?? Infinity) < Infinity; sign = firstOf(places)) {
    const end = endOfSign(text, SIGNS[sign] ?? '', places[sign] ?? 0)
    if (sign < 2) depth += sign === 0 ? 1 : -1
    if (depth < 0 || end === Infinity) return false
    moveOn(places, text, end)
  }
  return depth === 0
}

/** Signs before `end` are dealt with, or stand inside a quote or comment. */
function moveOn(places: number[], text: string, end: number): void {
  for (let sign = 0; sign < SIGNS.length; sign++)
    if ((places[sign] ?? 0) < end) places[sign] = placeOf(text, SIGNS[sign] ?? '', end)
}

function placeOf(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from)
  return at < 0 ? Infinity : at
}

function firstOf(places: readonly number[]): number {
  let first = 0
  for (let sign = 1; sign < places.length; sign++)
    if ((places[sign] ?? Infinity) < (places[first] ?? Infinity)) first = sign
  return first
}

/** Behind a brace; behind the quote or comment that begins here; Infinity where that never ends. */
function endOfSign(text: string, sign: string, at: number): number {
  if (sign === '"') return endOfQuote(text, at)
  if (sign === '#') return Math.min(placeOf(text, '\n', at) + 1, text.length)
  return sign === '/*' ? placeOf(text, '*/', at + 2) + 2 : at + 1
}

function endOfQuote(text: string, at: number): number {
  let end = placeOf(text, '"', at + 1)
  while (end < Infinity && isEscaped(text, end)) end = placeOf(text, '"', end + 1)
  return end + 1
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let before = at
  while (text[before - 1] === '\\') before -= 1
  return (at - before) % 2 === 1
}

const [QUOTE, BACKSLASH] = ['"', '\\'].map((char) => char.charCodeAt(0))

const opensOf: Readonly<Record<string, string>> = { end: 'config', next: 'edit' }

/** FortiOS: every `config` has its `end`, every `edit` its `next`; a quoted value may hold such words on lines of its own. */
function blocksAreEnded(text: string): boolean {
  const open: string[] = []
  let quoted = false
  for (let from = 0; from < text.length;) {
    const found = text.indexOf('\n', from)
    const end = found < 0 ? text.length : found
    if (!quoted && !fits(open, firstWord(text, from, end))) return false
    if (hasOddQuotes(text, from, end)) quoted = !quoted
    from = end + 1
  }
  return open.length === 0 && !quoted
}

/** Takes the first word of a line into the list of open blocks; false if it ends another than the innermost. */
function fits(open: string[], word: string): boolean {
  if (word === 'config' || word === 'edit') open.push(word)
  return !Object.hasOwn(opensOf, word) || open.pop() === opensOf[word]
}

/** The first word of a line; a longer one than any of interest comes cut. */
function firstWord(text: string, from: number, end: number): string {
  let start = from
  while (start < end && isBlank(text.charCodeAt(start))) start += 1
  let stop = start
  while (stop < end && stop - start < 8 && !isBlank(text.charCodeAt(stop))) stop += 1
  return text.slice(start, stop)
}

const isBlank = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d)

function hasOddQuotes(text: string, from: number, end: number): boolean {
  let isOdd = false
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += 1
    else if (code === QUOTE) isOdd = !isOdd
  }
  return isOdd
}

const markupEnds: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' }

function rootIsClosed(text: string): boolean {
  const opening = /<!--|<!\[CDATA\[|<\?|<!|<(\/?)([^\s/>!?]+)/g
  const open: string[] = []
  let roots = 0
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const close = markupEnds[found[0]] ?? '>'
    const end = text.indexOf(close, opening.lastIndex)
    if (end < 0) return false
    opening.lastIndex = end + close.length
    const [, slash, name] = found
    if (name === undefined) continue
    if (slash === '' && open.length === 0) roots += 1
    if (!follows(open, name, slash === '/', text[end - 1] === '/')) return false
  }
  return roots === 1 && open.length === 0
}

/** Takes a tag into the list of open ones; false if it closes another than the innermost. */
function follows(open: string[], name: string, closes: boolean, isEmpty: boolean): boolean {
  if (closes) return open.pop() === name
  if (!isEmpty) open.push(name)
  return true
}

function jsonIsWhole(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
