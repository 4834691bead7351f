import { type Result, tool, tooFew } from './step.ts'
import { code, formatted } from './tree.ts'

export function format(): Result {
  const { code: exit, text } = tool('oxfmt', ['--check', ...formatted])
  const seen = Number(/on (\d+) files/.exec(text)?.[1] ?? 0)
  const faults = exit === 0 ? [] : [`${text}\n"npm run format" formats them`]
  return { faults: [...faults, ...tooFew(formatted.length, seen)], seen }
}

export function lint(): Result {
  const { code: exit, text } = tool('oxlint', [...code])
  const seen = Number(/on (\d+) files/.exec(text)?.[1] ?? 0)
  return { faults: [...(exit === 0 ? [] : [text]), ...tooFew(code.length, seen)], seen }
}
