import { createBlocks, type BlockStyle } from './blocks.ts'
import { logicalLines, rawSpans, type LogicalLine } from './lines.ts'
import { matchAt, type Hit, type Match, type Scope } from './match.ts'
import type { Rule, RuleSet } from './rule-set.ts'
import type { Candidate } from './secret.ts'
import { isToken } from './token.ts'
import { isMask, meaningOf, refineType } from './value.ts'
import { statementsOf, type Statement, type Word } from './words.ts'

export interface ByRules {
  readonly candidates: readonly Candidate[]
  readonly masks: number
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** Finds the secrets that the platform's rules know, in the context of their blocks. `skipped`: stretches found before. */
export function findByRules(text: string, rules: RuleSet, style: BlockStyle, skipped: readonly Stretch[]): ByRules {
  const blocks = createBlocks(style)
  const isProse = createBannerWatch(text)
  const isSkipped = createSkipWatch(skipped)
  const found: (Candidate[] | 'mask')[] = []
  for (const line of logicalLines(text, rules.data.folds ?? false)) {
    if (isSkipped(line) || isProse(line)) continue
    const indent = line.text.length - line.text.trimStart().length
    for (const statement of statementsOf(line.text, { braces: style === 'braces' })) {
      const scope = scopeOf(text, line, statement, blocks.enter(statement, indent))
      for (const { hit, volatile } of hitsIn(scope, rules)) found.push(candidatesOf(line, hit, volatile))
      blocks.leave(statement, indent)
    }
  }
  const candidates = found.filter((each) => each !== 'mask').flat()
  return { candidates, masks: found.filter((each) => each === 'mask').length }
}

function scopeOf(text: string, line: LogicalLine, statement: Statement, around: readonly Word[]): Scope {
  return {
    line: line.text,
    words: around.length === 0 ? statement.words : [...around, ...statement.words],
    own: around.length,
    opensBlock: statement.ending === '{',
    nextWord: () => wordBehind(text, line, statement.end),
  }
}

/** Lines come in order, so one pass over the stretches is enough. */
function createSkipWatch(skipped: readonly Stretch[]): (line: LogicalLine) => boolean {
  let next = 0
  return (line) => {
    while ((skipped[next]?.end ?? Infinity) < line.start) next += 1
    return (skipped[next]?.start ?? Infinity) <= line.end
  }
}

interface FoundHit {
  readonly hit: Hit
  readonly volatile: boolean
}

function hitsIn(scope: Scope, rules: RuleSet): FoundHit[] {
  const found: FoundHit[] = []
  for (let at = 0; at < scope.words.length;) {
    const first = firstMatch(scope, rules, at)
    if (first?.rule.effect === 'keep') return found
    if (!first) {
      at += 1
      continue
    }
    const volatile = first.rule.effect === 'hide-volatile'
    found.push(...first.match.hits.map((hit) => ({ hit, volatile })))
    at = Math.max(first.match.next, at + 1)
  }
  return found
}

function firstMatch(scope: Scope, rules: RuleSet, at: number): { rule: Rule; match: Match } | null {
  const word = scope.words[at]
  if (!word) return null
  const isStart = at === scope.own || (at === scope.own + 1 && isPrefix(scope.words[scope.own]?.text))
  const known = rulesFor(word, rules, isStart)
  for (const rule of known) {
    if (rule.pattern.atStart && !isStart) continue
    const match = matchAt(rule.pattern, scope, at)
    // A match inside the blocks around says nothing about this statement.
    if (match && match.next > scope.own) return { rule, match }
  }
  return null
}

const none: readonly Rule[] = []

function rulesFor(word: Word, rules: RuleSet, isStart: boolean): readonly Rule[] {
  const byWord = rules.byWord.get(word.text) ?? none
  const byName = word.assigned ? (rules.byWord.get(word.assigned.name) ?? none) : none
  const more = isStart ? rules.atStart : none
  return byName.length + more.length === 0 ? byWord : [...byWord, ...byName, ...more] // most words have none at all
}

function isPrefix(word: string | undefined): boolean {
  return word !== undefined && /^(?:no|default|undo|set|delete|[+-])$/.test(word)
}

function candidatesOf(line: LogicalLine, hit: Hit, volatile: boolean): Candidate[] | 'mask' {
  const value = line.text.slice(hit.start, hit.end)
  const isSign = (value === '{' || value === '[') && line.text[hit.start - 1] !== '"'
  if (value === '' || isSign || isToken(value)) return []
  if (isMask(value)) return 'mask'
  const digit = hit.typeDigit ?? (/^\s+7\s*$/.test(line.text.slice(hit.end, hit.end + 8)) ? '7' : null)
  const meaning = meaningOf(value, digit)
  const type = refineType(hit.type, value, digit)
  return rawSpans(line, hit.start, hit.end).map((span) => ({ ...span, type, meaning, ...(volatile && { volatile }) }))
}

function wordBehind(text: string, line: LogicalLine, end: number): string {
  const raw = line.parts.length === 0 ? line.start + end : line.end
  const word = /\s{0,200}([\w-]{1,60})/y
  word.lastIndex = raw
  return word.exec(text)?.[1]?.toLowerCase() ?? ''
}

/** A banner longer than this is taken for a fragment that lost its end. */
const BANNER_CHARS = 16_384

/** Text between the two delimiters of a banner is prose: no rule applies. */
function createBannerWatch(text: string): (line: LogicalLine) => boolean {
  let until = -1
  return (line) => {
    if (line.start < until) return true
    const opened = line.text.includes('banner ') && /^\s{0,8}banner [\w-]{1,20} (\^C|[^\w\s"])(.*)$/.exec(line.text)
    if (!opened || opened[2]?.includes(opened[1] ?? '')) return false
    until = text.slice(line.end, line.end + BANNER_CHARS).indexOf(opened[1] ?? '') + line.end
    return false
  }
}
