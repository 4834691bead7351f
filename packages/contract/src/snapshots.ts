import { z } from 'zod'
import { cursored, cursorQuery, id, line, moment, secret } from './primitives.ts'

export const snapshot = z
  .object({
    id,
    device_id: id,
    hostname: z.string(),
    artifact: z.string(),
    blob_sha256: z.string(),
    bytes: z.number().int(),
    previous_id: id.nullable(),
    run_id: id,
    lines_added: z.number().int(),
    lines_removed: z.number().int(),
    command: z.string(),
    proven_by: z.string().describe('How the text was shown to be complete'),
    flags: z.array(z.string()),
    captured_at: moment,
    verified_at: moment.describe('Last time the device still had exactly this text'),
    commit_id: z.string().nullable().describe('Null until the archive has it'),
  })
  .meta({ id: 'Snapshot' })

export const snapshotList = cursored(snapshot)

export const snapshotQuery = z.strictObject({
  ...cursorQuery,
  device_id: id.optional(),
  run_id: id.optional(),
  artifact: line(100).optional(),
})

/** Reading the original takes an administrator, their password once more, and a reason that is kept. */
export const rawRequest = z
  .strictObject({
    reason: line(500).min(3),
    password: secret(128),
    name: line(64)
      .optional()
      .describe('Administrator whose password it is; needed on the local door, which has no login'),
  })
  .meta({ id: 'RawRequest' })

export const diffQuery = z.strictObject({
  against: id.optional().describe('Another snapshot; left out = the one before'),
})

export const snapshotDiff = z
  .object({
    from: snapshot.nullable(),
    to: snapshot,
    added: z.number().int(),
    removed: z.number().int(),
    unified: z.string().describe('Lines as `diff -u` writes them'),
  })
  .meta({ id: 'SnapshotDiff' })

export const quarantined = z
  .object({
    id,
    device_id: id,
    hostname: z.string(),
    run_id: id,
    artifact: z.string(),
    reason: z.string(),
    error_code: z.string(),
    raw_bytes: z.number().int(),
    created_at: moment,
  })
  .meta({ id: 'Quarantined' })

export const quarantineList = z.object({ items: z.array(quarantined) })
export const quarantineQuery = z.strictObject({ limit: cursorQuery.limit })

export type Snapshot = z.input<typeof snapshot>
export type SnapshotDiff = z.input<typeof snapshotDiff>
export type Quarantined = z.input<typeof quarantined>
