import { z } from 'zod'

/** Row ids: UUID, version 7, so they sort by time. */
export const id = z.uuid().describe('UUID')

/** A moment: ISO 8601 in UTC on the wire, a Date in the program. */
export const moment = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
})

// Everything that terminals, CSV files, logs or PostgreSQL would trip over: C0 and C1 controls, DEL, lone surrogates.
const isPrintable = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text)

/** One line of text from a person, without control characters. */
export const line = (max: number) =>
  z.string().min(1).max(max).refine(isPrintable, 'must not contain control characters or broken Unicode')

/** A secret on its way in: written, never read back. */
export const secret = (max = 1024) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'must be text without NUL')
    .meta({ writeOnly: true, format: 'password' })

/** `?page=&size=`: pages count from 1. */
export const pageQuery = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
}

/** `?after=&limit=`: a list that grows at its head is read by cursor. */
export const cursorQuery = {
  after: id.optional().describe('`next` of the answer before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** One page of a list, with the count of all. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.number().int(), page: z.number().int(), size: z.number().int() })

/** A part of a list; `next` is the cursor of the part that follows, null at the end. */
export const cursored = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

/** A short list, answered whole. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

export const idParams = z.strictObject({ id })

/** What devices report about themselves, and details of errors and log entries. */
export const openRecord = z.record(z.string(), z.unknown())

/** For operations that are told nothing but their address. */
export const noBody = z.strictObject({}).nullish()
