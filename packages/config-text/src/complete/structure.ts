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

/** Curly braces outside quotes, `#` comments and block comments. */
function bracesAreBalanced(text: string): boolean {
  const sign = /["#{}]|\/\*/g
  let depth = 0
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    if (found[0] === '{') depth += 1
    else if (found[0] === '}') depth -= 1
    else {
      const end = endOfQuiet(text, found[0], sign.lastIndex)
      if (end === undefined) return false
      sign.lastIndex = end
    }
    if (depth < 0) return false
  }
  return depth === 0
}

/** Where a quote or a comment ends that was opened by this sign; undefined if it never does. */
function endOfQuiet(text: string, sign: string, from: number): number | undefined {
  if (sign === '"') return endOfQuote(text, from)
  const close = sign === '#' ? '\n' : '*/'
  const at = text.indexOf(close, from)
  if (at >= 0) return at + close.length
  return sign === '#' ? text.length : undefined
}

function endOfQuote(text: string, from: number): number | undefined {
  const sign = /\\[^]|"/g
  sign.lastIndex = from
  for (let found = sign.exec(text); found; found = sign.exec(text)) if (found[0] === '"') return sign.lastIndex
  return undefined
}

const opensOf: Readonly<Record<string, string>> = { end: 'config', next: 'edit' }

/** FortiOS: every `config` has its `end`, every `edit` its `next`; a quoted value may hold such words on lines of its own. */
function blocksAreEnded(text: string): boolean {
  const open: string[] = []
  let quoted = false
  for (const line of text.split('\n')) {
    const word = quoted ? '' : (/^\s*(\S+)/.exec(line)?.[1] ?? '')
    if (word === 'config' || word === 'edit') open.push(word)
    else if (word in opensOf && open.pop() !== opensOf[word]) return false
    if (quotesIn(line) % 2 === 1) quoted = !quoted
  }
  return open.length === 0 && !quoted
}

function quotesIn(line: string): number {
  return line.replace(/\\./g, '').split('"').length - 1
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
