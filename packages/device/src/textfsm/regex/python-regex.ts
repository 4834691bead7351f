import { compile } from './compile.ts'
import { runProgram, type Effort } from './machine.ts'
import { parseRegex } from './parse.ts'

/** A regular expression of Python's, ready to be matched. */
export interface PythonRegex {
  /** Groups, without the whole match. */
  readonly groups: number
  readonly names: ReadonlyMap<string, number>
  /** As Python's `match`: at the start of the text, which is one line. Gives what each group took, by number; undefined
   *  for groups that took no part. The work is bounded by the size of the pattern times the length of the text, but for
   *  back references; all of it counts against `effort`. Throws EffortSpent. */
  match(text: string, effort: Effort): readonly (string | undefined)[] | undefined
}

/** Reads a regular expression in Python's syntax. Throws RegexSyntaxError. */
export function pythonRegex(source: string): PythonRegex {
  const parsed = parseRegex(source)
  const program = compile(parsed)
  const { groups, names } = parsed
  const match: PythonRegex['match'] = (text, effort) => {
    effort.left -= 1
    const slots = runProgram(program, text, effort)
    return slots && Array.from({ length: groups + 1 }, (_, index) => groupOf(text, slots, index))
  }
  return { groups, names, match }
}

function groupOf(text: string, slots: readonly number[], index: number): string | undefined {
  const [start = -1, end = -1] = [slots[2 * index], slots[2 * index + 1]]
  return start < 0 || end < 0 ? undefined : text.slice(start, end)
}
