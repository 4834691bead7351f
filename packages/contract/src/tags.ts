import { z } from 'zod'
import { id, listOf, moment } from './primitives.ts'

export const tagName = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,63}$/u,
    'must be 1 to 64 letters, digits, dot, dash, underscore, colon or slash',
  )

export const tag = z.object({ id, name: z.string(), devices: z.number().int(), created_at: moment }).meta({ id: 'Tag' })

export const tagList = listOf(tag)
export const tagInput = z.strictObject({ name: tagName }).meta({ id: 'NewTag' })

export type Tag = z.input<typeof tag>
