import type { Platform } from '../../platform.ts'

/** Every regular expression in a platform's data, with where it stands. */
export function patternsOf(platform: Platform): readonly { readonly at: string; readonly pattern: RegExp }[] {
  const walk = (value: unknown, at: string): { at: string; pattern: RegExp }[] => {
    if (value instanceof RegExp) return [{ at, pattern: value }]
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([key, inner]) => walk(inner, `${at}.${key}`))
  }
  return walk(platform, platform.id)
}

/** Whether a group that may repeat without end holds something that may: such a pattern can take exponential time. */
export function hasNestedRepeats(source: string): boolean {
  const open: { readonly from: number }[] = []
  for (const match of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[()]/g)) {
    if (match[0] === '(') open.push({ from: match.index })
    if (match[0] !== ')') continue
    const { from } = open.pop() ?? { from: 0 }
    const isRepeated = /^(?:[*+]|\{\d+,\})/.test(source.slice(match.index + 1))
    if (isRepeated && withoutSets(source.slice(from + 1, match.index)).search(/[*+]|\{\d+,\}/) >= 0) return true
  }
  return false
}

const withoutSets = (source: string): string => source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x')
