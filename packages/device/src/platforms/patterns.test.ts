import { describe, expect, it } from 'vitest'
import { PLATFORMS } from '../registry.ts'
import { hasNestedRepeats, patternsOf } from './testing/regular-expressions.ts'

/** Groups whose rounds are told apart by a character that the repeat inside can't hold: they take linear time. */
const delimited = ['(?: \\S+)', '(?: .*\\n)', '(?:.*\\\\\\n)', '(?:\\([\\w.-]+\\))']
const withoutDelimited = (source: string): string =>
  delimited.reduce((text, group) => text.replaceAll(group, 'x'), source)

const patterns = PLATFORMS.flatMap(patternsOf)
const LINE = 4096
/** A line of this size takes well under a millisecond where a pattern is linear, and 10 ms and more where it is not. */
const LONGEST_MS = 5

/** Lines that a hostile device might send: one character or word over and over, and what almost matches at the end. */
const hostileLines = [
  ' ',
  '-',
  '#',
  '>',
  'a',
  '1',
  '.',
  ':',
  '(',
  '[',
  '<',
  '\t',
  '/',
  '%',
  'a ',
  ' a',
  '- ',
  '1.',
  'a-',
  'More ',
  '--More',
  '0x',
]
  .map((piece) => piece.repeat(LINE / piece.length))
  .flatMap((line) => [line, `${line}!`])

/** A whole answer of this size takes about 0.1 ms where a pattern is linear, and 100 ms and more where it is not. */
const ANSWER = 32 * 1024
const LONGEST_ANSWER_MS = 30
/** Meet a whole answer, not one line of it. */
const onAnswers = patterns.filter(({ at }) => /\.(?:facts|configHostname|detect|complete|http)\b/.test(at))

/** Answers that a hostile device might send: blanks and blank lines without end, behind a word that the pattern looks for. */
const hostileAnswers = ({ source }: RegExp): string[] => {
  const words = source.replaceAll(/\\s[*+]?/g, ' ').match(/[A-Za-z][A-Za-z -]{2,}[:.]? ?/g) ?? []
  const fillings = ['\n', ' \n', ' ', '[', 'a ']
  return ['', ...words.slice(0, 4)].flatMap((word) =>
    fillings.map((filling) => `${word}${filling.repeat(ANSWER / filling.length)}\u0001`),
  )
}

const msOf = (pattern: RegExp, line: string): number => {
  let best = Infinity
  for (let tries = 3; tries > 0 && best > 1; tries--) {
    const started = performance.now()
    pattern.test(line)
    best = Math.min(best, performance.now() - started)
  }
  return best
}

describe('the regular expressions of all platforms', () => {
  it('are told from those that repeat a repeat', () => {
    expect(['(a+)+', '(?:x*y)*', '((\\d+)-)+', '(a{2,})+'].filter((source) => !hasNestedRepeats(source))).toEqual([])
    expect(['(a|b)+', '(?:a+)?', '[+*]+', '(\\+)+', '(?:a+){0,3}'].filter(hasNestedRepeats)).toEqual([])
  })

  it('repeat no repeat', () => {
    expect(patterns.length).toBeGreaterThan(1000)
    expect(
      patterns.filter(({ pattern }) => hasNestedRepeats(withoutDelimited(pattern.source))).map(({ at }) => at),
    ).toEqual([])
  })

  it('hold no state from one test to the next', () => {
    expect(patterns.filter(({ pattern }) => /[gy]/.test(pattern.flags)).map(({ at }) => at)).toEqual([])
  })

  it('take little time on hostile lines of 4 KiB', () => {
    const slow = patterns.flatMap(({ at, pattern }) => {
      const worst = Math.max(...hostileLines.map((line) => msOf(pattern, line)))
      return worst > LONGEST_MS ? [`${at} ${String(pattern)}: ${worst.toFixed(1)} ms`] : []
    })
    expect(slow).toEqual([])
  })

  it('take little time on hostile answers of 32 KiB', () => {
    const slow = onAnswers.flatMap(({ at, pattern }) => {
      const isSlow = hostileAnswers(pattern).some((answer) => msOf(pattern, answer) > LONGEST_ANSWER_MS)
      return isSlow ? [`${at} ${String(pattern)}`] : []
    })
    expect(slow).toEqual([])
  })
})
