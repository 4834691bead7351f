import type { Selectable } from 'kysely'
import type { DataKey, DataKeyStore } from '../crypto/data-key.ts'
import type { Database } from '../db/database.ts'
import type { DataKeysTable } from '../db/schema.ts'

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
