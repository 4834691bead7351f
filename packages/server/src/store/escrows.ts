import { type Selectable, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { EscrowsTable } from '../db/schema.ts'
import type { Caller } from './caller.ts'
import { bufferOf, bytes } from './columns.ts'
import { seesDevice } from './visibility.ts'

/** The sealed byte-exact original of a snapshot. */
export interface Escrow {
  readonly snapshotId: string
  readonly kind: 'first' | 'newest'
  readonly deviceId: string
  readonly dataKeyId: string
  readonly rawMark: string
  readonly rawBytes: number
  readonly sealed: Buffer
  readonly capturedAt: Date
}

export interface EscrowStore {
  /** Writes the first one, or replaces the newest. */
  put(escrow: Escrow): Promise<void>
  /** The newest where there is one, else the first. */
  get(who: Caller, snapshotId: string): Promise<Escrow | undefined>
  pages(limit: number): AsyncIterable<Escrow>
}

export const createEscrowStore = (db: Database): EscrowStore => ({
  async put(escrow) {
    const content = {
      data_key_id: escrow.dataKeyId,
      raw_mark: escrow.rawMark,
      raw_bytes: escrow.rawBytes,
      sealed: bytes(escrow.sealed),
      captured_at: escrow.capturedAt,
    }
    await db
      .sql()
      .insertInto('escrows')
      .values({ snapshot_id: escrow.snapshotId, kind: escrow.kind, device_id: escrow.deviceId, ...content })
      .onConflict((conflict) => {
        const again = conflict.columns(['snapshot_id', 'kind'])
        return escrow.kind === 'first' ? again.doNothing() : again.doUpdateSet(content)
      })
      .execute()
  },
  async get(who, snapshotId) {
    const row = await db
      .sql()
      .selectFrom('escrows')
      .selectAll()
      .where('snapshot_id', '=', snapshotId)
      .where(seesDevice(who, 'escrows.device_id'))
      .orderBy('kind', 'desc') // newest before first
      .limit(1)
      .executeTakeFirst()
    return row && escrowOf(row)
  },
  async *pages(limit) {
    for (let after: { snapshotId: string; kind: string } | undefined; ;) {
      const rows = await db
        .sql()
        .selectFrom('escrows')
        .selectAll()
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(snapshot_id, kind) > (${after!.snapshotId}::uuid, ${after!.kind})`),
        )
        .orderBy('snapshot_id')
        .orderBy('kind')
        .limit(limit)
        .execute()
      yield* rows.map(escrowOf)
      const last = rows.at(-1)
      if (!last || rows.length < limit) return
      after = { snapshotId: last.snapshot_id, kind: last.kind }
    }
  },
})

const escrowOf = (row: Selectable<EscrowsTable>): Escrow => ({
  snapshotId: row.snapshot_id,
  kind: row.kind,
  deviceId: row.device_id,
  dataKeyId: row.data_key_id,
  rawMark: row.raw_mark,
  rawBytes: row.raw_bytes,
  sealed: bufferOf(row.sealed),
  capturedAt: row.captured_at,
})
