import type { Element, Pattern } from './pattern.ts'
import type { SecretType } from './secret.ts'
import type { Word } from './words.ts'

/** The words of a statement behind those of the blocks around it. */
export interface Scope {
  readonly line: string
  readonly words: readonly Word[]
  /** Number of words that belong to the blocks around: they give context, a value is never taken from them. */
  readonly own: number
  readonly opensBlock: boolean
  /** First word behind the statement, in lower case. */
  readonly nextWord: () => string
}

/** A value that a pattern points at, as places in the line. */
export interface Hit {
  readonly start: number
  readonly end: number
  readonly type: SecretType
  /** The digit in front, such as the 7 of `key 7 070C28`. */
  readonly typeDigit: string | null
}

export interface Match {
  readonly hits: readonly Hit[]
  /** Number of the word behind the match. */
  readonly next: number
}

const SKIPPED_WORDS = 48

interface Progress {
  readonly at: number
  readonly typeDigit: string | null
  readonly hits: readonly Hit[]
}

/** Matches a pattern from the given word on. Work is bounded by the pattern, not by the length of the line. */
export function matchAt(pattern: Pattern, scope: Scope, at: number): Match | null {
  const end = step(pattern.elements, 0, scope, pattern.stops, { at, typeDigit: null, hits: [] })
  return end && { hits: end.hits, next: end.at }
}

function step(
  elements: readonly Element[],
  from: number,
  scope: Scope,
  stops: ReadonlySet<string>,
  progress: Progress,
): Progress | null {
  const element = elements[from]
  if (!element) return progress
  const goOn = (next: Progress | null): Progress | null => next && step(elements, from + 1, scope, stops, next)
  switch (element.kind) {
    case 'skip':
      return skip(elements[from + 1], goOn, scope, progress)
    case 'optional': {
      const taken = step(element.elements, 0, scope, stops, progress)
      return (taken && goOn(taken)) ?? goOn(progress)
    }
    case 'secret':
      return goOn(takeSecret(element, scope, stops, progress))
    case 'assigned':
      return goOn(takeAssigned(element, scope, progress))
    default:
      return goOn(takePlain(element, scope, progress))
  }
}

function skip(
  until: Element | undefined,
  goOn: (next: Progress) => Progress | null,
  scope: Scope,
  progress: Progress,
): Progress | null {
  const last = Math.min(scope.words.length, progress.at + SKIPPED_WORDS)
  for (let at = progress.at; at <= last; at += 1) {
    if (until?.kind === 'word' && !accepts(until, scope.words[at]?.text ?? '')) continue // most words end here
    const end = goOn({ ...progress, at })
    if (end) return end
  }
  return null
}

type PlainElement = Exclude<Element, { kind: 'skip' | 'optional' | 'secret' | 'assigned' }>

function takePlain(element: PlainElement, scope: Scope, progress: Progress): Progress | null {
  const word = scope.words[progress.at]
  switch (element.kind) {
    case 'not':
      return word && element.words.has(word.text) ? null : progress
    case 'end':
      return word ? null : progress
    case 'opens':
      return !word && opens(element.next, scope) ? progress : null
    case 'type':
      return takeType(scope, progress)
    default:
      return word && accepts(element, word.text) ? { ...progress, at: progress.at + 1 } : null
  }
}

function accepts(element: Exclude<PlainElement, { kind: 'not' | 'end' | 'opens' | 'type' }>, text: string): boolean {
  if (element.kind === 'word') {
    return (
      element.words.has(text) || (element.prefixes.length > 0 && element.prefixes.some((each) => text.startsWith(each)))
    )
  }
  if (element.kind === 'holds') return element.pieces.some((piece) => text.includes(piece))
  return element.kind === 'any' || /^\d+$/.test(text)
}

function opens(next: ReadonlySet<string> | null, scope: Scope): boolean {
  return scope.opensBlock && (next === null || next.has(scope.nextWord()))
}

/** A type digit stands in front of a value, so it is never the last word. */
function takeType(scope: Scope, progress: Progress): Progress | null {
  const word = scope.words[progress.at]
  if (!word || progress.at + 1 >= scope.words.length || !/^(?:\d|10|14)$/.test(word.text)) return null
  return { ...progress, at: progress.at + 1, typeDigit: word.text }
}

function takeSecret(
  element: Extract<Element, { kind: 'secret' }>,
  scope: Scope,
  stops: ReadonlySet<string>,
  progress: Progress,
): Progress | null {
  const first = scope.words[progress.at]
  // The keyword in front must stand in the statement itself, else every child of a block would be its value.
  if (!first || progress.at - 1 < scope.own) return null
  if (element.noNumber && /^\d{1,10}$/.test(first.text)) return null
  const isOneWord = first.valueStart > first.start || (progress.typeDigit !== null && progress.typeDigit !== '0')
  const count =
    element.rest && !isOneWord
      ? countRest(scope, element.until === null ? stops : new Set([element.until]), progress.at)
      : 1
  const last = scope.words[progress.at + count - 1] ?? first
  const value = count === 1 ? { start: first.valueStart, end: first.valueEnd } : { start: first.start, end: last.end }
  return taken(progress, progress.at + count, { ...value, type: element.type, typeDigit: progress.typeDigit })
}

/** Words of a value that may hold spaces: all of the statement, or those in front of a stop. */
function countRest(scope: Scope, stops: ReadonlySet<string>, from: number): number {
  let count = 1
  while (from + count < scope.words.length && !stops.has(scope.words[from + count]?.text ?? '')) count += 1
  return count
}

function takeAssigned(
  element: Extract<Element, { kind: 'assigned' }>,
  scope: Scope,
  progress: Progress,
): Progress | null {
  const word = scope.words[progress.at]
  if (!word?.assigned || progress.at < scope.own || !element.names.has(word.assigned.name)) return null
  const { valueStart: start, valueEnd: end } = word.assigned
  return taken(progress, progress.at + 1, { start, end, type: element.type, typeDigit: null })
}

function taken(progress: Progress, at: number, hit: Hit): Progress {
  return { at, typeDigit: null, hits: [...progress.hits, hit] }
}
