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

const [QUOTE, HASH, STAR, SLASH, BACKSLASH, OPEN, CLOSE] = '"#*/\\{}'.split('').map((char) => char.charCodeAt(0))

const NEVER = -2

/** Curly braces outside quotes, `#` comments and block comments. */
function bracesAreBalanced(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === OPEN) depth += 1
    else if (code === CLOSE) depth -= 1
    else if (code === QUOTE || code === HASH || code === SLASH) at = endOfQuiet(text, code, at)
    if (depth < 0 || at === NEVER) return false
  }
  return depth === 0
}

/** Where a quote or a comment ends that this sign opened; the place itself where it opened none, `NEVER` if it never does. */
function endOfQuiet(text: string, sign: number, at: number): number {
  if (sign === QUOTE) return endOfQuote(text, at)
  if (sign === HASH) {
    const end = text.indexOf('\n', at)
    return end < 0 ? text.length : end
  }
  if (text.charCodeAt(at + 1) !== STAR) return at
  const end = text.indexOf('*/', at + 2)
  return end < 0 ? NEVER : end + 1
}

function endOfQuote(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === BACKSLASH) end += 1
    else if (code === QUOTE) return end
  }
  return NEVER
}

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
