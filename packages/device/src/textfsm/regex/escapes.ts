import { classOf, type CodeTest } from './char-set.ts'
import type { Scanner } from './scanner.ts'

const CONTROLS: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** What a backslash and what follows mean, inside and outside a class. */
export type Escaped = { readonly char: string } | { readonly test: CodeTest }

/** Reads an escape that means a character or a class of characters; the backslash is taken already. */
export function readEscape(scanner: Scanner): Escaped {
  const at = scanner.at - 1
  const code = scanner.takeMatch(/x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})/iy)
  if (code) return { char: charOf(scanner, Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16), at) }
  const octal = scanner.takeMatch(/0[0-7]{0,2}|[1-3][0-7]{2}/y)
  if (octal) return { char: charOf(scanner, Number.parseInt(octal[0], 8), at) }
  if (scanner.isDone) return scanner.fail('the pattern ends in a backslash', at)
  const letter = scanner.next()
  const test = classOf(letter)
  if (test) return { test }
  const control = CONTROLS[letter]
  if (control !== undefined) return { char: control }
  return /[a-z\d]/i.test(letter) ? scanner.fail(`\\${letter} is no escape of Python's`, at) : { char: letter }
}

function charOf(scanner: Scanner, code: number, at: number): string {
  return code > 0x10ffff ? scanner.fail('no character has this code', at) : String.fromCodePoint(code)
}
