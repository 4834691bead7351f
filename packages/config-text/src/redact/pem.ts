import type { Candidate } from './secret.ts'
import { isToken } from './token.ts'

export interface PemFindings {
  readonly candidates: readonly Candidate[]
  /** Whole blocks, which no other rule may look into. */
  readonly blocks: readonly { readonly start: number; readonly end: number }[]
}

const begin = /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g
const bodyLine = /^[\s"']*(?:[A-Za-z0-9+/=]{16,}|[A-Za-z0-9+/]{0,15}={1,2}|[\w-]{1,30}: [^\n]*|)[\s"',;\\]*$/

/** Finds the bodies of private keys. BEGIN and END stay; each line between them gets the token of the whole body. */
export function findPem(text: string): PemFindings {
  const candidates: Candidate[] = []
  const blocks: { start: number; end: number }[] = []
  if (!text.includes('PRIVATE KEY')) return { candidates, blocks }
  const findEnd = createEndFinder(text)
  for (const found of text.matchAll(begin)) {
    const start = found.index + found[0].length
    if (start < (blocks.at(-1)?.end ?? 0)) continue
    const end = findEnd(start) ?? endOfCutBody(text, start)
    blocks.push({ start: found.index, end })
    candidates.push(...bodyOf(text, start, end))
  }
  return { candidates, blocks }
}

/** Where the END mark of a body stands, if it comes before the next BEGIN. Each mark is looked for once. */
function createEndFinder(text: string): (from: number) => number | null {
  const place = (mark: RegExp): ((from: number) => number) => {
    let known = -1
    return (from) => {
      if (known >= from) return known
      mark.lastIndex = from
      known = mark.exec(text)?.index ?? Infinity
      return known
    }
  }
  const nextEnd = place(/-{4,5} ?END /g)
  const nextBegin = place(/-{4,5} ?BEGIN /g)
  return (from) => (nextEnd(from) < nextBegin(from) ? nextEnd(from) : null)
}

/** A body without END: the lines that still look like one. */
function endOfCutBody(text: string, start: number): number {
  let end = text.indexOf('\n', start)
  if (end < 0) return text.length
  for (;;) {
    const next = text.indexOf('\n', end + 1)
    const line = text.slice(end + 1, next < 0 ? text.length : next)
    if (!bodyLine.test(line) && !isToken(line.trim())) return end
    if (next < 0) return text.length
    end = next
  }
}

function bodyOf(text: string, start: number, end: number): Candidate[] {
  const lines: { start: number; end: number }[] = []
  let at = start
  while (at < end) {
    const newline = text.indexOf('\n', at)
    const stop = newline < 0 || newline > end ? end : newline
    const line = trimmed(text, at, stop)
    if (line.end > line.start) lines.push(line)
    at = stop + 1
  }
  const values = lines.map((line) => text.slice(line.start, line.end))
  const meaning = values.join('\n')
  return lines
    .filter((_, number) => !isToken(values[number] ?? ''))
    .map((line) => ({ ...line, type: 'private-key', meaning }))
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  let from = start
  let to = end
  while (from < to && /\s/.test(text.charAt(from))) from += 1
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1
  return { start: from, end: to }
}
