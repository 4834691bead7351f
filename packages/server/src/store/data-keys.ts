import type { Selectable } from 'kysely'
import type { Database } from '../db/database.ts'
import type { DataKeysTable } from '../db/schema.ts'

export interface DataKey {
  readonly id: string
  readonly purpose: 'credential' | 'token' | 'escrow' | 'fingerprint'
  readonly deviceId: string | null
  readonly kekVersion: number
  /** The key under the master key, base64. */
  readonly wrapped: string
}

export interface DataKeyStore {
  /** The key in use for the purpose (and device); undefined before the first. */
  current(purpose: DataKey['purpose'], deviceId: string | null): Promise<DataKey | undefined>
  get(id: string): Promise<DataKey | undefined>
  /** Adds the first key; of two at once the first one wins and is returned. */
  addFirst(key: DataKey): Promise<DataKey>
}

export const createDataKeyStore = (db: Database): DataKeyStore => {
  const current: DataKeyStore['current'] = async (purpose, deviceId) => {
    const row = await db
      .sql()
      .selectFrom('data_keys')
      .selectAll()
      .where('purpose', '=', purpose)
      .where('device_id', deviceId === null ? 'is' : '=', deviceId)
      .where('retired_at', 'is', null)
      .executeTakeFirst()
    return row && keyOf(row)
  }
  return {
    current,
    async get(id) {
      const row = await db.sql().selectFrom('data_keys').selectAll().where('id', '=', id).executeTakeFirst()
      return row && keyOf(row)
    },
    async addFirst(key) {
      await db
        .sql()
        .insertInto('data_keys')
        .values({
          id: key.id,
          purpose: key.purpose,
          device_id: key.deviceId,
          kek_version: key.kekVersion,
          wrapped: key.wrapped,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return (await current(key.purpose, key.deviceId)) ?? key
    },
  }
}

const keyOf = (row: Selectable<DataKeysTable>): DataKey => ({
  id: row.id,
  purpose: row.purpose,
  deviceId: row.device_id,
  kekVersion: row.kek_version,
  wrapped: row.wrapped,
})
