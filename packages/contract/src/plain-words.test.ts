import { expect, it } from 'vitest'
import { z } from 'zod'
import { plainWords } from './plain-words.ts'

const shape = z.strictObject({
  name: z.string().min(1).max(4),
  password: z.string().min(12),
  port: z.number().int().min(1).max(65_535),
  level: z.enum(['low', 'high']),
  id: z.uuid(),
  tags: z.array(z.string()).max(1),
})

const good = { name: 'a', password: 'long enough for it', port: 22, level: 'low', id: crypto.randomUUID(), tags: [] }

it.each([
  ['name', undefined, 'is missing'],
  ['name', 5, 'must be text'],
  ['name', '', 'must not be empty'],
  ['name', 'abcde', 'must have at most 4 characters'],
  ['password', 'short', 'must have at least 12 characters'],
  ['port', 'notaport', 'must be a number'],
  ['port', 1.5, 'must be a whole number'],
  ['port', 0, 'must be at least 1'],
  ['level', 'medium', 'must be "low" or "high"'],
  ['id', 'x', 'must be an id (a UUID)'],
  ['tags', ['a', 'b'], 'must have at most 1 entry'],
  ['foo', 1, 'there is no field "foo"'],
])('says of %s %j: %s', (field, value, words) => {
  const checked = shape.safeParse({ ...good, [field]: value }, { error: plainWords })
  expect(checked.error?.issues.map(({ message }) => message)).toEqual([words])
})

it('leaves a schema its own words', () => {
  const own = z.string().regex(/^a/, 'must begin with a')
  expect(own.safeParse('b', { error: plainWords }).error?.issues[0]?.message).toBe('must begin with a')
})
