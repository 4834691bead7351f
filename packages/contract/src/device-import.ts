import { z } from 'zod'
import { id, openRecord } from './primitives.ts'

/** Columns of an import or export file, in this order. Only `hostname`, `address` and `platform` are needed. */
export const deviceColumns = [
  'hostname',
  'title',
  'address',
  'port',
  'transport',
  'platform',
  'algorithms',
  'enabled',
  'via',
  'tags',
] as const

/** Rows of one import, at most. */
export const importRows = 20_000

const plain = z.union([z.string(), z.number(), z.boolean(), z.null()])
const row = z.record(z.string(), z.union([plain, z.array(plain)]))

/** Devices from a CSV text or as objects; with `preview` nothing is written. */
export const deviceImport = z
  .strictObject({
    csv: z
      .string()
      .max(16_000_000)
      .optional()
      .describe(`Header line with ${deviceColumns.join(', ')}; tags apart by ";"`),
    devices: z.array(row).max(importRows).optional(),
    preview: z.boolean().default(false),
  })
  .refine((input) => (input.csv === undefined) !== (input.devices === undefined), 'give either csv or devices')
  .meta({ id: 'DeviceImport' })

export const importedRow = z
  .object({
    row: z.number().int().describe('Counts from 1, the header line left out'),
    status: z.enum(['created', 'valid', 'refused']),
    hostname: z.string().nullable(),
    id: id.nullable(),
    faults: z.array(z.object({ field: z.string(), message: z.string() })),
    suggested: z
      .object({ hostname: z.string(), title: z.string() })
      .nullable()
      .describe('What would do in place of a hostname that breaks the rule'),
    given: openRecord.describe('The row as it came, so that nothing is lost'),
  })
  .meta({ id: 'ImportedRow' })

export const deviceImportResult = z
  .object({
    preview: z.boolean(),
    created: z.number().int(),
    valid: z.number().int(),
    refused: z.number().int(),
    rows: z.array(importedRow),
  })
  .meta({ id: 'DeviceImportResult' })

export type DeviceImportResult = z.input<typeof deviceImportResult>
export type ImportedRow = z.output<typeof importedRow>
