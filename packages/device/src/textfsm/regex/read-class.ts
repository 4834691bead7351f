import { charSet, ignoringCase, type CharSet, type CodeTest } from './char-set.ts'
import { readEscape, type Escaped } from './escapes.ts'
import type { Scanner } from './scanner.ts'

/** Reads a class such as `[^\]a-z\d]`; its opening bracket is taken already. */
export function readClass(scanner: Scanner, ignoresCase: boolean): CharSet {
  const start = scanner.at - 1
  const isNegative = scanner.take('^')
  const tests: CodeTest[] = []
  for (let isFirst = true; isFirst || !scanner.take(']'); isFirst = false) {
    if (scanner.isDone) scanner.fail('a class lacks its "]"', start)
    tests.push(readItem(scanner, start))
  }
  const isListed: CodeTest = (code) => tests.some((test) => test(code))
  const isIn = ignoresCase ? ignoringCase(isListed) : isListed
  return charSet(isNegative ? (code) => !isIn(code) : isIn)
}

function readItem(scanner: Scanner, start: number): CodeTest {
  const at = scanner.at
  const from = readMember(scanner)
  if (!scanner.takeMatch(/-(?!\])/y)) return testOf(from)
  if (scanner.isDone) return scanner.fail('a class lacks its "]"', start)
  const to = readMember(scanner)
  if (!('char' in from) || !('char' in to)) return scanner.fail('a range needs two characters', at)
  const [low = 0, high = 0] = [from.char.codePointAt(0), to.char.codePointAt(0)]
  if (low > high) scanner.fail('a range goes backwards', at)
  return (code) => code >= low && code <= high
}

function readMember(scanner: Scanner): Escaped {
  const char = scanner.next()
  if (char !== '\\') return { char }
  return scanner.take('b') ? { char: '\b' } : readEscape(scanner)
}

function testOf(member: Escaped): CodeTest {
  if ('test' in member) return member.test
  const only = member.char.codePointAt(0)
  return (code) => code === only
}
