import type { z } from 'zod'

type Issue = Parameters<z.core.$ZodErrorMap>[0]

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** What a limit counts: one of it, several of it. */
const units: Readonly<Record<string, readonly [string, string]>> = {
  string: [' character', ' characters'],
  array: [' entry', ' entries'],
}

/** What is wrong with an input, in words for the person who wrote it; zod's own speak of types. Undefined = zod's own. */
export const plainWords = (issue: Issue): string | undefined => {
  if (issue.code === 'invalid_type') return typeWords(issue)
  if (issue.code === 'unrecognized_keys') return `there is no field ${issue.keys.map(quoted).join(', ')}`
  if (issue.code === 'too_small') return limitWords('at least', issue.minimum, issue.origin)
  if (issue.code === 'too_big') return limitWords('at most', issue.maximum, issue.origin)
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(quoted).join(' or ')}`
  return issue.code === 'invalid_format' && issue.format === 'uuid' ? 'must be an id (a UUID)' : undefined
}

const quoted = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : String(value))

function typeWords({ input, expected }: Extract<Issue, { code: 'invalid_type' }>): string {
  return input === undefined ? 'is missing' : `must be ${kinds[expected] ?? expected}`
}

function limitWords(relation: 'at least' | 'at most', limit: number | bigint, origin: string): string {
  const [one, several] = units[origin] ?? []
  if (one === undefined) return `must be ${relation} ${limit}`
  if (relation === 'at least' && Number(limit) === 1) return 'must not be empty'
  return `must have ${relation} ${limit}${Number(limit) === 1 ? one : several}`
}
