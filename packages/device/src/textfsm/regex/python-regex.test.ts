import { describe, expect, it } from 'vitest'
import { EffortSpent } from './machine.ts'
import { pythonRegex } from './python-regex.ts'
import { RegexSyntaxError } from './tree.ts'

const match = (source: string, text: string) => pythonRegex(source).match(text, { left: 50_000_000 })

/** Numbers below 1 from a seed (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('a regular expression of Python', () => {
  it.each([
    ['^(\\S+)\\s+(up|down)', 'eth0   down', ['eth0   down', 'eth0', 'down']],
    ['(?P<a>\\d+)-(?P=a)$', '12-12', ['12-12', '12']],
    ['(a)|(b)', 'b', ['b', undefined, 'b']],
    ['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd', 'a', 'bcd', '']],
    ['(a*?)(a*)', 'aaa', ['aaa', '', 'aaa']],
    ['(?i:intf) X', 'INTF X', ['INTF X']],
    ['a(?i)b', 'AB', ['AB']],
    ['(?x) a  b # a comment\n c', 'abc', ['abc']],
    ['a{2}b{,2}c{1,}d{e', 'aabcd{e', ['aabcd{e']],
    ['\\Aa\\Z', 'a', ['a']],
    ['[]a-c\\d-]+', ']b-7', [']b-7']],
    ['[^\\]]+', 'ab]', ['ab']],
    ['\\<\\-\\\'\\"\\@\\x41\\u00e9\\101', '<-\'"@AéA', ['<-\'"@AéA']],
    ['\\w+', 'Zürich_1 x', ['Zürich_1']],
    ['\\d+', '٣7', ['٣7']],
    ['.{2}', '😀😀', ['😀😀']],
    ['a(?=b)', 'ab', ['a']],
    ['a(?!b).', 'ac', ['ac']],
    ['\\S+(?<=\\d)(?<!0)', 'a1b0', ['a1']],
    ['(?:(a)|b)*', 'ab', ['ab', 'a']],
    ['(?:a*)*', 'aab', ['aa']],
    ['(?#a comment)a', 'a', ['a']],
    ['\\bup\\b', 'up/down', ['up']],
  ])('%s on "%s"', (source, text, groups) => {
    expect(match(source, text)).toEqual(groups)
  })

  it.each([
    ['^b', 'ab'],
    ['a$', 'ab'],
    ['(?-i:a)', 'A'],
    ['(a)?\\1', 'b'],
    ['\\w+\\b.', 'up'],
  ])('%s does not match "%s"', (source, text) => {
    expect(match(source, text)).toBeUndefined()
  })

  it.each([
    ['(a', 'a group lacks its ")" at character 1'],
    ['a)', 'a ")" closes nothing at character 2'],
    ['[a', 'a class lacks its "]" at character 1'],
    ['*a', 'there is nothing to repeat at character 1'],
    ['^*', 'there is nothing to repeat at character 1'],
    ['a**', 'a repeat is repeated at character 3'],
    ['a++', 'possessive repeats are not supported at character 3'],
    ['(?>a)', 'atomic groups are not supported at character 1'],
    ['(a)(?(1)b)', 'conditional groups are not supported at character 4'],
    ['(?<n>a)', '"(?" begins nothing that is supported at character 1'],
    ['(?P<n>a)(?P<n>b)', 'the group name "n" is taken at character 9'],
    ['\\q', "\\q is no escape of Python's at character 1"],
    ['[b-a]', 'a range goes backwards at character 2'],
    ['[a-\\d]', 'a range needs two characters at character 2'],
    ['(?<=a*)b', 'a look behind needs a pattern of fixed width at character 1'],
    ['a{3,2}', 'the least is more than the most at character 2'],
    ['a{5000}', 'at most 1000 repeats can be counted at character 2'],
    ['\\2(a)', 'there is no group 2 before this at character 3'],
    ['(a\\1)', 'group 1 is still open at character 5'],
    ['a\\', 'the pattern ends in a backslash at character 2'],
    ['((((a{200}b){200})c){200})', 'the pattern is too large at character 1'],
    ['('.repeat(200), 'groups are nested deeper than 100 at character 101'],
  ])('%s is refused with its reason', (source, message) => {
    expect(() => pythonRegex(source)).toThrow(
      new RegexSyntaxError(message.replace(/ at character \d+$/, ''), Number(/\d+$/.exec(message)?.[0]) - 1),
    )
  })

  it.each([
    ['^(?:\\w+\\s?)+$', `${'a'.repeat(2000)}!`],
    ['^(a+)+$', `${'a'.repeat(2000)}!`],
    ['^(a|a)*$', `${'a'.repeat(2000)}!`],
    ['^(?:(a*)*)*b', 'a'.repeat(2000)],
    ['^.*a.*a.*a.*b$', 'a'.repeat(2000)],
    ['^(?=(a+)+$)', `${'a'.repeat(1000)}!`],
  ])('%s, which would take years elsewhere, gives up in bounded work', (source, text) => {
    expect(match(source, text)).toBeUndefined()
  })

  it('costs nothing to repeat what takes nothing', () => {
    const nested = (body: string) => Array.from({ length: 50 }).reduce<string>((inner) => `(?:${inner}){1000}`, body)
    expect(match(nested(''), 'a')).toEqual([''])
    expect(match(nested('(?#nothing)'), 'a')).toEqual([''])
  })

  it('pays for the length of a literal wherever it is looked for', () => {
    const literal = `${'a'.repeat(100_000)}b`
    const started = performance.now()
    expect(() => pythonRegex(`.*${literal}`).match('a'.repeat(1_000_000), { left: 10_000_000 })).toThrow(EffortSpent)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('stops when the effort is spent', () => {
    expect(() => pythonRegex('^(a*)*\\1b').match('a'.repeat(3000), { left: 100_000 })).toThrow(EffortSpent)
  })

  it('matches what JavaScript matches where both mean the same', () => {
    const random = randomFrom(20_261_121)
    const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? ''
    const atoms = ['a', 'b', '.', '[ab]', '[^a]', '(a)', '(?:ab|b)', '(a|b*)', '(?=a)', '(?!b)', '(?<=a)', '$']
    const repeats = ['', '', '', '*', '+', '?', '*?', '+?', '{2}', '{1,2}']
    const patternOf = () =>
      Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
        const atom = pick(atoms)
        return /[$=!]/.test(atom) ? atom : atom + pick(repeats)
      }).join('')
    const differences = Array.from({ length: 3000 }, () => {
      const source = patternOf()
      const text = Array.from({ length: Math.floor(random() * 10) }, () => pick(['a', 'b', 'c'])).join('')
      const isEqual = match(source, text)?.[0] === new RegExp(`^(?:${source})`).exec(text)?.[0]
      return isEqual ? '' : `${source} on "${text}"`
    })
    expect(differences.filter(Boolean)).toEqual([])
  })

  it('throws nothing but its own errors, whatever the pattern', () => {
    const random = randomFrom(7)
    const signs = 'ab(((?:P<>=!|*+?{1,2}[]^$.\\dwsbAZ1-)))#ix'.split('')
    const strange = Array.from({ length: 5000 }, () => {
      const length = 1 + Math.floor(random() * 14)
      const source = Array.from({ length }, () => signs[Math.floor(random() * signs.length)]).join('')
      try {
        pythonRegex(source).match('ab1 - aabb', { left: 100_000 })
      } catch (error) {
        if (!(error instanceof RegexSyntaxError || error instanceof EffortSpent)) return `${source}: ${String(error)}`
      }
      return ''
    })
    expect(strange.filter(Boolean)).toEqual([])
  })
})
