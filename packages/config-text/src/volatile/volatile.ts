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
  const found: number[] = []
  let number = 0
  let at = 0
  for (const { start } of volatileRanges(text, volatileRulesOf(ruleSet))) {
    for (let end = text.indexOf('\n', at); end >= 0 && end < start; end = text.indexOf('\n', at)) {
      number += 1
      at = end + 1
    }
    found.push(number)
  }
  return found
}

/** The text without its volatile lines, all other bytes untouched: what a content hash is made of. */
export function withoutVolatile(text: string, ruleSet: string): string {
  let kept = ''
  let from = 0
  for (const { start, end } of volatileRanges(text, volatileRulesOf(ruleSet))) {
    kept += text.slice(from, start)
    from = end
  }
  return from === 0 ? text : kept + text.slice(from)
}

interface Line {
  readonly start: number
  /** Behind the line end. */
  readonly end: number
}

/** The volatile lines in their order. The head is looked at line by line; behind it one search per rule set finds the few
 *  lines that matter, because cutting a long text into lines costs more than all the rest of a visit. */
function volatileRanges(text: string, rules: VolatileRules): Line[] {
  const found: Line[] = []
  let start = 0
  for (let number = 0; number < HEAD_LINES && start < text.length; number++) {
    const line = lineFrom(text, start)
    if (begins(text, line, rules.head) || begins(text, line, rules.anywhere)) found.push(line)
    start = line.end
  }
  const search = searchOf(rules)
  search.lastIndex = start
  for (let hit = search.exec(text); hit; hit = search.exec(text)) {
    const line = lineFrom(text, text.lastIndexOf('\n', hit.index - 1) + 1)
    if (line.start >= start && begins(text, line, rules.anywhere)) found.push(line)
    search.lastIndex = line.end
  }
  return found
}

function lineFrom(text: string, start: number): Line {
  const at = text.indexOf('\n', start)
  return { start, end: at < 0 ? text.length : at + 1 }
}

const begins = (text: string, { start, end }: Line, rules: readonly RegExp[]): boolean => {
  if (rules.length === 0) return false
  const line = text.slice(start, Math.min(end, start + SEEN_CHARS)).trimEnd()
  return rules.some((rule) => rule.test(line))
}

const searches = new WeakMap<VolatileRules, RegExp>()
/** Matches nothing. */
const NEVER = '(?!)'

/** All rules that count anywhere as one search; a hit is looked at again, line by line. */
function searchOf(rules: VolatileRules): RegExp {
  const known = searches.get(rules)
  if (known) return known
  const sources = rules.anywhere.map(({ source }) => source).join('|') || NEVER
  const search = new RegExp(sources, rules.anywhere.some(({ ignoreCase }) => ignoreCase) ? 'gim' : 'gm')
  searches.set(rules, search)
  return search
}
