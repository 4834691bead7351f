import { compilePattern, type Element, type Pattern } from './pattern.ts'
import type { BlockStyle } from './blocks.ts'

/** What a platform's secrets and look-alikes are written like; the language of the patterns is that of pattern.ts. */
export interface RuleData {
  readonly blocks: BlockStyle | 'guess'
  /** A line that ends in `\` goes on in the next one. */
  readonly folds?: boolean
  readonly hide: readonly string[]
  /** Exact forms of look-alikes: nothing behind them is a secret. Tried first. */
  readonly keep: readonly string[]
  /** Words that end a value which may hold spaces. */
  readonly stops?: readonly string[]
  /** Patterns of values that the device encodes anew at every display. */
  readonly volatile?: readonly string[]
  /** Why a text of this platform can never be restored as it is; the expression says which texts. */
  readonly notRestorable?: { readonly when: RegExp; readonly reason: string }
}

export interface Rule {
  readonly pattern: Pattern
  readonly effect: 'hide' | 'hide-volatile' | 'keep'
}

/** Rules by the word they begin with, in the order of their data; `keep` first. */
export interface RuleSet {
  readonly data: RuleData
  readonly byWord: ReadonlyMap<string, readonly Rule[]>
  /** Rules that begin with any word and so are tried at the start of a statement only. */
  readonly atStart: readonly Rule[]
  /** Every word that a pattern names. */
  readonly keywords: ReadonlySet<string>
}

export function compileRules(data: RuleData): RuleSet {
  const compile =
    (effect: Rule['effect']) =>
    (source: string): Rule => ({
      pattern: compilePattern(source, data.stops),
      effect,
    })
  const rules = [
    ...data.keep.map(compile('keep')),
    ...(data.volatile ?? []).map(compile('hide-volatile')),
    ...data.hide.map(compile('hide')),
  ]
  const byWord = new Map<string, Rule[]>()
  for (const rule of rules) {
    for (const word of rule.pattern.firstWords ?? []) {
      const known = byWord.get(word)
      if (known) known.push(rule)
      else byWord.set(word, [rule])
    }
  }
  const atStart = rules.filter((rule) => rule.pattern.firstWords === null)
  const keywords = new Set(rules.flatMap((rule) => rule.pattern.elements.flatMap(wordsOf)))
  return { data, byWord, atStart, keywords }
}

function wordsOf(element: Element): string[] {
  if (element.kind === 'word' || element.kind === 'not') return [...element.words]
  return element.kind === 'optional' ? element.elements.flatMap(wordsOf) : []
}

/** One set of all rules given, those with the most keywords first: `isis password md5|clear <key>` before `isis password <key>`. */
export function mergeRules(parts: readonly RuleData[], own: Pick<RuleData, 'blocks' | 'folds'>): RuleData {
  const hide = [...new Set(parts.flatMap((part) => part.hide))]
  return {
    ...own,
    hide: hide.toSorted((a, b) => keywordsIn(b) - keywordsIn(a)),
    keep: [...new Set(parts.flatMap((part) => part.keep))],
    volatile: parts.flatMap((part) => part.volatile ?? []),
    stops: [...new Set(parts.flatMap((part) => part.stops ?? []))],
  }
}

function keywordsIn(pattern: string): number {
  return pattern.replace(/\[[^\]]*\]|<[^>]*>/g, '').match(/(?<=^|[ ^])[/\w][^ ]*/g)?.length ?? 0
}
