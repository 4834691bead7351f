import { volatileRulesOf, type VolatileRules } from './rules.ts'

/** How many lines from the start count as the head of a text. */
const HEAD_LINES = 10
/** A rule looks at the beginning of a line only, whatever its length. */
const SEEN_CHARS = 200

/**
 * Numbers (from 0) of the lines that change without any change of the configuration: dates, sizes, counters.
 * They stay in the snapshot and are left out when two texts are compared.
 */
export function volatileLines(text: string, ruleSet: string): number[] {
  const rules = volatileRulesOf(ruleSet)
  const found: number[] = []
  for (const line of linesOf(text)) {
    if (isVolatile(text.slice(line.start, Math.min(line.end, line.start + SEEN_CHARS)), line.number, rules)) {
      found.push(line.number)
    }
  }
  return found
}

/** The text without its volatile lines, all other bytes untouched: what a content hash is made of. */
export function withoutVolatile(text: string, ruleSet: string): string {
  const dropped = new Set(volatileLines(text, ruleSet))
  if (dropped.size === 0) return text
  let kept = ''
  let from = 0
  for (const line of linesOf(text)) {
    if (!dropped.has(line.number)) continue
    kept += text.slice(from, line.start)
    from = line.end
  }
  return kept + text.slice(from)
}

function isVolatile(line: string, number: number, rules: VolatileRules): boolean {
  if (number < HEAD_LINES && rules.head.some((rule) => rule.test(line))) return true
  return rules.anywhere.some((rule) => rule.test(line))
}

interface Line {
  readonly number: number
  readonly start: number
  /** Behind the line end. */
  readonly end: number
}

function* linesOf(text: string): Generator<Line> {
  let start = 0
  for (let number = 0; start < text.length; number += 1) {
    const at = text.indexOf('\n', start)
    const end = at < 0 ? text.length : at + 1
    yield { number, start, end }
    start = end
  }
}
