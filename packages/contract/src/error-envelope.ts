import { z } from 'zod'
import { openRecord } from './primitives.ts'

/** How every refusal looks, whatever was asked. */
export const errorEnvelope = z
  .object({
    error: z.object({
      code: z.string().describe('For programs: `invalid`, `not_found`, …'),
      message: z.string().describe('For people: what went wrong and what helps'),
      details: openRecord,
      correlation_id: z.string().describe('The same as in the log'),
    }),
  })
  .meta({ id: 'Error' })

export type ErrorEnvelope = z.infer<typeof errorEnvelope>
