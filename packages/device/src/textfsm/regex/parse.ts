import { charSet, ignoringCase, type CodeTest } from './char-set.ts'
import { readEscape } from './escapes.ts'
import { readClass } from './read-class.ts'
import { createScanner, type Scanner } from './scanner.ts'
import { widthOf, type Node, type Repeat } from './tree.ts'

/** A pattern's tree and its groups; group 0 is the whole match. */
export interface ParsedRegex {
  readonly root: Node
  readonly groups: number
  readonly names: ReadonlyMap<string, number>
}

interface Flags {
  readonly i: boolean
  readonly s: boolean
  readonly x: boolean
}

/** What is known while a pattern is read. */
interface Reading {
  readonly scanner: Scanner
  readonly names: Map<string, number>
  /** Groups whose end has not been seen; nothing may refer to them. */
  readonly open: Set<number>
  groups: number
  depth: number
  /** Flags that were set for the whole pattern, wherever they stood. */
  global: Flags
}

const NO_FLAGS: Flags = { i: false, s: false, x: false }
const DEEPEST = 100
const MOST_REPEATS = 1000

/** Reads a regular expression in Python's syntax. Throws RegexSyntaxError.
 *  Flags for the whole expression may stand anywhere, as before Python 3.11. `(?m)` changes nothing: texts are single lines.
 *  Source: Python's library reference, module re, "Regular Expression Syntax". */
export function parseRegex(source: string): ParsedRegex {
  const first = readAll(source, NO_FLAGS)
  const hasFlags = Object.values(first.reading.global).some(Boolean)
  const { root, reading } = hasFlags ? readAll(source, first.reading.global) : first
  return { root, groups: reading.groups, names: reading.names }
}

function readAll(source: string, flags: Flags): { root: Node; reading: Reading } {
  const scanner = createScanner(source)
  const reading: Reading = { scanner, names: new Map(), open: new Set(), groups: 0, depth: 0, global: flags }
  const root = readChoice(reading, flags)
  if (!scanner.isDone) scanner.fail('a ")" closes nothing')
  return { root, reading }
}

function readChoice(reading: Reading, flags: Flags): Node {
  reading.depth += 1
  if (reading.depth > DEEPEST) reading.scanner.fail(`groups are nested deeper than ${DEEPEST}`)
  const options = [readSequence(reading, flags)]
  while (reading.scanner.take('|')) options.push(readSequence(reading, flags))
  reading.depth -= 1
  return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options }
}

function readSequence(reading: Reading, flags: Flags): Node {
  const { scanner } = reading
  const parts: Node[] = []
  for (;;) {
    if (flags.x) skipSpace(scanner)
    if (scanner.isDone || '|)'.includes(scanner.peek())) return { kind: 'sequence', parts }
    const at = scanner.at
    const item = readItem(reading, flags)
    if (!item) continue
    if (flags.x) skipSpace(scanner)
    parts.push(readRepeat(scanner, item, at))
  }
}

function skipSpace(scanner: Scanner): void {
  scanner.takeMatch(/(?:\s|#.*)*/y)
}

function readRepeat(scanner: Scanner, body: Node, at: number): Node {
  const counts = readCounts(scanner)
  if (!counts) return body
  if (body.kind === 'assert') scanner.fail('there is nothing to repeat', at)
  if (scanner.peek() === '+') scanner.fail('possessive repeats are not supported')
  const isLazy = scanner.take('?')
  const again = scanner.at
  if (readCounts(scanner)) scanner.fail('a repeat is repeated', again)
  return { kind: 'repeat', body, ...counts, isLazy }
}

function readCounts(scanner: Scanner): Pick<Repeat, 'min' | 'max'> | undefined {
  if (scanner.take('*')) return { min: 0, max: Infinity }
  if (scanner.take('+')) return { min: 1, max: Infinity }
  if (scanner.take('?')) return { min: 0, max: 1 }
  const at = scanner.at
  const braces = scanner.takeMatch(/\{(\d*)(?:(,)(\d*))?\}(?<!\{\})/y)
  if (!braces) return undefined
  const [, low = '', comma, high = ''] = braces
  const min = Number(low)
  const max = comma === undefined ? min : high === '' ? Infinity : Number(high)
  if (min > max) scanner.fail('the least is more than the most', at)
  if (min > MOST_REPEATS || (max > MOST_REPEATS && max !== Infinity))
    scanner.fail(`at most ${MOST_REPEATS} repeats can be counted`, at)
  return { min, max }
}

/** Reads one item; undefined for a comment or flags, which match nothing. */
function readItem(reading: Reading, flags: Flags): Node | undefined {
  const { scanner } = reading
  const at = scanner.at
  if (readCounts(scanner)) scanner.fail('there is nothing to repeat', at)
  const char = scanner.next()
  if (char === '(') return readGroup(reading, flags)
  if (char === '[') return { kind: 'set', set: readClass(scanner, flags.i) }
  if (char === '.') return { kind: 'set', set: charSet(flags.s ? () => true : (code) => code !== 10) }
  if (char === '^') return { kind: 'assert', at: 'start' }
  if (char === '$') return { kind: 'assert', at: 'end' }
  if (char === '\\') return readBackslash(reading, flags)
  return literal(char, flags)
}

const ASSERTIONS = { A: 'start', Z: 'very-end', z: 'very-end', b: 'word-edge', B: 'no-word-edge' } as const

function readBackslash(reading: Reading, flags: Flags): Node {
  const { scanner } = reading
  const letter = scanner.takeMatch(/[AZzbB]/y)?.[0]
  if (letter !== undefined) return { kind: 'assert', at: ASSERTIONS[letter as keyof typeof ASSERTIONS] }
  const number = scanner.takeMatch(/[1-9]\d?(?![0-7])|[1-9](?![0-7]{2})\d?/y)?.[0]
  if (number !== undefined) return backTo(reading, flags, Number(number))
  const escaped = readEscape(scanner)
  return 'char' in escaped ? literal(escaped.char, flags) : { kind: 'set', set: charSet(escaped.test) }
}

function backTo({ scanner, groups, open }: Reading, flags: Flags, index: number): Node {
  if (index > groups) scanner.fail(`there is no group ${index} before this`)
  if (open.has(index)) scanner.fail(`group ${index} is still open`)
  return { kind: 'back', index, ignoresCase: flags.i }
}

function literal(char: string, flags: Flags): Node {
  const code = char.codePointAt(0) ?? 0
  const isIt: CodeTest = (other) => other === code
  const hasCase = flags.i && char.toLowerCase() !== char.toUpperCase()
  return { kind: 'set', set: hasCase ? charSet(ignoringCase(isIt)) : charSet(isIt, char) }
}

function readGroup(reading: Reading, flags: Flags): Node | undefined {
  const { scanner } = reading
  const at = scanner.at - 1
  if (!scanner.take('?')) return capture(reading, flags, at)
  if (scanner.take('P<')) return capture(reading, flags, at, readName(scanner, '>'))
  if (scanner.take('P=')) return backByName(reading, flags)
  if (scanner.take('#')) return void scanner.takeUntil(')', 'a comment')
  if (scanner.take(':')) return closed(reading, at, readChoice(reading, flags))
  if (scanner.take('>')) scanner.fail('atomic groups are not supported', at)
  if (scanner.take('(')) scanner.fail('conditional groups are not supported', at)
  const look = scanner.takeMatch(/(<?)([=!])/y)
  if (look) return readLook(reading, flags, { at, isBehind: look[1] === '<', isNegative: look[2] === '!' })
  return readFlags(reading, flags, at)
}

function capture(reading: Reading, flags: Flags, at: number, name?: string): Node {
  const index = (reading.groups += 1)
  if (name !== undefined) {
    if (reading.names.has(name)) reading.scanner.fail(`the group name "${name}" is taken`, at)
    reading.names.set(name, index)
  }
  reading.open.add(index)
  const body = closed(reading, at, readChoice(reading, flags))
  reading.open.delete(index)
  return { kind: 'group', index, body }
}

function readName(scanner: Scanner, end: string): string {
  const at = scanner.at
  const name = scanner.takeUntil(end, 'a group name')
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : scanner.fail(`"${name}" is no group name`, at)
}

function backByName(reading: Reading, flags: Flags): Node {
  const name = readName(reading.scanner, ')')
  const index = reading.names.get(name) ?? reading.scanner.fail(`there is no group "${name}" before this`)
  return backTo(reading, flags, index)
}

function readLook(
  reading: Reading,
  flags: Flags,
  { at, ...look }: { readonly at: number; readonly isBehind: boolean; readonly isNegative: boolean },
): Node {
  const body = closed(reading, at, readChoice(reading, flags))
  if (look.isBehind && widthOf(body) === undefined)
    reading.scanner.fail('a look behind needs a pattern of fixed width', at)
  return { kind: 'look', ...look, body }
}

/** `(?i)` holds for the whole pattern, `(?i:…)` for what stands in it. */
function readFlags(reading: Reading, flags: Flags, at: number): Node | undefined {
  const { scanner } = reading
  const [, on = '', off = '', end] =
    scanner.takeMatch(/([aimsux]*)(?:-([imsx]+))?([:)])/y) ?? scanner.fail('"(?" begins nothing that is supported', at)
  const set = { ...flags, ...flagsOf(on, true), ...flagsOf(off, false) }
  if (end === ':') return closed(reading, at, readChoice(reading, set))
  if (on === '' || off !== '') scanner.fail('"(?" begins nothing that is supported', at)
  reading.global = { ...reading.global, ...flagsOf(on, true) }
  return undefined
}

const flagsOf = (letters: string, value: boolean): Partial<Flags> =>
  Object.fromEntries([...letters].filter((letter) => letter in NO_FLAGS).map((letter) => [letter, value]))

function closed(reading: Reading, at: number, body: Node): Node {
  if (!reading.scanner.take(')')) reading.scanner.fail('a group lacks its ")"', at)
  return body
}
