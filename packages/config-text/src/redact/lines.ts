/** A line as the device means it: a folded one is joined, and knows where each of its parts stands in the raw text. */
export interface LogicalLine {
  readonly text: string
  /** Raw place of the first character. */
  readonly start: number
  /** Raw end, before the line end. */
  readonly end: number
  readonly parts: readonly { readonly at: number; readonly raw: number; readonly length: number }[]
}

export interface Span {
  readonly start: number
  readonly end: number
}

/** Lines of a text without their ends. With `folds`, a line that ends in `\` goes on in the next, indented one. */
export function* logicalLines(text: string, folds: boolean): Generator<LogicalLine> {
  let at = 0
  while (at < text.length) {
    const first = physicalLine(text, at)
    at = first.next
    if (!folds || !goesOn(text, first)) {
      yield { text: text.slice(first.start, first.end), start: first.start, end: first.end, parts: [] }
      continue
    }
    const { line, next } = joinFolded(text, first)
    at = next
    yield line
  }
}

interface PhysicalLine extends Span {
  readonly next: number
}

function physicalLine(text: string, start: number): PhysicalLine {
  const newline = text.indexOf('\n', start)
  const next = newline < 0 ? text.length : newline + 1
  let end = newline < 0 ? text.length : newline
  while (end > start && text[end - 1] === '\r') end -= 1
  return { start, end, next }
}

function goesOn(text: string, line: PhysicalLine): boolean {
  return text[line.end - 1] === '\\' && (text[line.next] === ' ' || text[line.next] === '\t')
}

function joinFolded(text: string, first: PhysicalLine): { line: LogicalLine; next: number } {
  const pieces: string[] = []
  const parts: { at: number; raw: number; length: number }[] = []
  let length = 0
  let line = first
  for (let more = true; more;) {
    more = goesOn(text, line)
    let raw = line.start
    if (parts.length > 0) while (text[raw] === ' ' || text[raw] === '\t') raw += 1
    const piece = text.slice(raw, more ? Math.max(raw, line.end - 1) : line.end)
    pieces.push(piece)
    parts.push({ at: length, raw, length: piece.length })
    length += piece.length
    if (more) line = physicalLine(text, line.next)
  }
  return { line: { text: pieces.join(''), start: first.start, end: line.end, parts }, next: line.next }
}

/** Raw places of a stretch of a logical line; more than one where a fold cuts it. */
export function rawSpans(line: LogicalLine, start: number, end: number): Span[] {
  if (line.parts.length === 0) return [{ start: line.start + start, end: line.start + end }]
  const spans: Span[] = []
  for (const part of line.parts) {
    const from = Math.max(start, part.at)
    const to = Math.min(end, part.at + part.length)
    if (from < to) spans.push({ start: part.raw + from - part.at, end: part.raw + to - part.at })
  }
  return spans
}
