import { type Selectable, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { SnapshotsTable } from '../db/schema.ts'
import type { Caller } from './caller.ts'
import { clock, json } from './columns.ts'
import { type Cursored, cursored } from './page.ts'
import { seesDevice } from './visibility.ts'

export interface Snapshot {
  readonly id: string
  readonly deviceId: string
  readonly hostname: string
  readonly artifact: string
  readonly blobSha256: string
  readonly contentHash: string
  readonly bytes: number
  readonly previousId: string | null
  readonly targetId: string
  readonly runId: string
  readonly linesAdded: number
  readonly linesRemoved: number
  readonly command: string
  readonly provenBy: string
  readonly flags: readonly string[]
  readonly capturedAt: Date
  readonly verifiedAt: Date
  /** Null until the archivist has published it. */
  readonly commitId: string | null
}

/** What a visit says of a snapshot; the rest is worked out. */
export type SnapshotInput = Omit<Snapshot, 'hostname' | 'bytes' | 'verifiedAt' | 'commitId'>

export interface SnapshotFilter {
  readonly deviceId?: string
  readonly artifact?: string
  readonly runId?: string
}

export interface SnapshotStore {
  /** Newest first. */
  list(who: Caller, filter: SnapshotFilter, after: string | null, limit: number): Promise<Cursored<Snapshot>>
  get(who: Caller, id: string): Promise<Snapshot | undefined>
  latest(who: Caller, deviceId: string, artifact: string): Promise<Snapshot | undefined>
  insert(input: SnapshotInput): Promise<void>
  /** The same text was seen again: "last verified" moves on. */
  touch(id: string, at: Date): Promise<void>
}

export const createSnapshotStore = (db: Database): SnapshotStore => ({
  async list(who, filter, after, limit) {
    const rows = await snapshots(db, who)
      .$if(filter.deviceId !== undefined, (query) => query.where('snapshots.device_id', '=', filter.deviceId!))
      .$if(filter.artifact !== undefined, (query) => query.where('snapshots.artifact', '=', filter.artifact!))
      .$if(filter.runId !== undefined, (query) => query.where('snapshots.run_id', '=', filter.runId!))
      .$if(after !== null, (query) => query.where('snapshots.id', '<', after))
      .orderBy('snapshots.id', 'desc')
      .limit(limit + 1)
      .execute()
    return cursored(rows.map(snapshotOf), limit)
  },
  async get(who, id) {
    const row = await snapshots(db, who).where('snapshots.id', '=', id).executeTakeFirst()
    return row && snapshotOf(row)
  },
  async latest(who, deviceId, artifact) {
    const row = await snapshots(db, who)
      .where('snapshots.device_id', '=', deviceId)
      .where('snapshots.artifact', '=', artifact)
      .orderBy('snapshots.created_at', 'desc') // not by the id: it has the clock of the worker
      .orderBy('snapshots.id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row && snapshotOf(row)
  },
  async insert(input) {
    await db
      .sql()
      .insertInto('snapshots')
      .values({
        id: input.id,
        device_id: input.deviceId,
        artifact: input.artifact,
        blob_sha256: input.blobSha256,
        content_hash: input.contentHash,
        previous_id: input.previousId,
        target_id: input.targetId,
        run_id: input.runId,
        lines_added: input.linesAdded,
        lines_removed: input.linesRemoved,
        command: input.command,
        proven_by: input.provenBy,
        flags: json(input.flags),
        captured_at: input.capturedAt,
        verified_at: input.capturedAt,
        created_at: clock,
      })
      .execute()
  },
  async touch(id, at) {
    await db
      .sql()
      .updateTable('snapshots')
      .set({ verified_at: sql<Date>`greatest(verified_at, ${at})` })
      .where('id', '=', id)
      .execute()
  },
})

/** A removed device lives on in its snapshots, under the name that it had in the run. */
const snapshots = (db: Database, who: Caller) =>
  db
    .sql()
    .selectFrom('snapshots')
    .innerJoin('blobs', 'blobs.sha256', 'snapshots.blob_sha256')
    .leftJoin('devices', 'devices.id', 'snapshots.device_id')
    .leftJoin('targets', 'targets.id', 'snapshots.target_id')
    .leftJoin('publications', 'publications.snapshot_id', 'snapshots.id')
    .selectAll('snapshots')
    .select(['blobs.bytes', 'publications.commit_id'])
    .select(sql<string>`coalesce(devices.hostname, targets.hostname, publications.hostname, '')`.as('hostname'))
    .where(seesDevice(who, 'snapshots.device_id'))

const snapshotOf = (
  row: Selectable<SnapshotsTable> & { bytes: number; commit_id: string | null; hostname: string },
): Snapshot => ({
  id: row.id,
  deviceId: row.device_id,
  hostname: row.hostname,
  artifact: row.artifact,
  blobSha256: row.blob_sha256,
  contentHash: row.content_hash,
  bytes: row.bytes,
  previousId: row.previous_id,
  targetId: row.target_id,
  runId: row.run_id,
  linesAdded: row.lines_added,
  linesRemoved: row.lines_removed,
  command: row.command,
  provenBy: row.proven_by,
  flags: row.flags,
  capturedAt: row.captured_at,
  verifiedAt: row.verified_at,
  commitId: row.commit_id,
})
