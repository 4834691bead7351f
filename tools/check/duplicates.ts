import type { Result } from './step.ts'
import { code, linesOf } from './tree.ts'

/** This many equal lines in a row, blank lines and imports left out, count as said twice. */
const window = 12

type Line = { readonly file: string; readonly number: number; readonly text: string }

/** The same dozen lines in two places: one of them should call the other. Tests may repeat themselves. */
export function duplicates(): Result {
  const looked = code.filter((file) => !/\.(test|e2e)\.ts$/.test(file))
  return { faults: findDuplicates(looked.map((file) => meaningful(file, linesOf(file)))), seen: looked.length }
}

export function meaningful(file: string, lines: readonly string[]): Line[] {
  return lines
    .map((text, index) => ({ file, number: index + 1, text: text.trim() }))
    .filter(({ text }) => /\w/.test(text) && !/^(import |export \* |export \{|\/\/|\/?\*)/.test(text))
}

export function findDuplicates(sources: readonly (readonly Line[])[]): string[] {
  const first = new Map<string, Line>()
  const faults: string[] = []
  for (const lines of sources)
    for (let at = 0; at + window <= lines.length; at++) {
      const key = lines
        .slice(at, at + window)
        .map(({ text }) => text)
        .join('\n')
      const here = lines[at]!
      const there = first.get(key)
      if (!there) first.set(key, here)
      else {
        faults.push(`${here.file}:${here.number} repeats ${window} lines or more of ${there.file}:${there.number}`)
        at += window // one message for one place
      }
    }
  return faults
}
