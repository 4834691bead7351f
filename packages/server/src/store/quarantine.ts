import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Caller } from './caller.ts'
import { bufferOf, bytes } from './columns.ts'
import { seesDevice } from './visibility.ts'

export interface QuarantineItem {
  readonly id: string
  readonly deviceId: string
  readonly hostname: string
  readonly targetId: string
  readonly runId: string
  readonly artifact: string
  readonly reason: string
  readonly errorCode: string
  readonly rawBytes: number
  readonly createdAt: Date
}

export interface QuarantineStore {
  list(who: Caller, limit: number): Promise<QuarantineItem[]>
  get(who: Caller, id: string): Promise<(QuarantineItem & { dataKeyId: string; sealed: Buffer }) | undefined>
  put(item: Omit<QuarantineItem, 'hostname' | 'createdAt'> & { dataKeyId: string; sealed: Buffer }): Promise<void>
}

export const createQuarantineStore = (db: Database): QuarantineStore => ({
  list: (who, limit) => quarantine(db, who).orderBy('quarantine.id', 'desc').limit(limit).execute(),
  async get(who, id) {
    const row = await quarantine(db, who)
      .select(['quarantine.data_key_id as dataKeyId', 'quarantine.sealed'])
      .where('quarantine.id', '=', id)
      .executeTakeFirst()
    return row && { ...row, sealed: bufferOf(row.sealed) }
  },
  async put(item) {
    await db
      .sql()
      .insertInto('quarantine')
      .values({
        id: item.id,
        device_id: item.deviceId,
        target_id: item.targetId,
        run_id: item.runId,
        artifact: item.artifact,
        reason: item.reason,
        error_code: item.errorCode,
        data_key_id: item.dataKeyId,
        raw_bytes: item.rawBytes,
        sealed: bytes(item.sealed),
      })
      .execute()
  },
})

const quarantine = (db: Database, who: Caller) =>
  db
    .sql()
    .selectFrom('quarantine')
    .leftJoin('devices', 'devices.id', 'quarantine.device_id')
    .leftJoin('targets', 'targets.id', 'quarantine.target_id')
    .select(['quarantine.id', 'quarantine.device_id as deviceId', 'quarantine.target_id as targetId'])
    .select(['quarantine.run_id as runId', 'quarantine.artifact', 'quarantine.reason'])
    .select(['quarantine.error_code as errorCode', 'quarantine.raw_bytes as rawBytes'])
    .select('quarantine.created_at as createdAt')
    .select(sql<string>`coalesce(devices.hostname, targets.hostname, '')`.as('hostname'))
    .where(seesDevice(who, 'quarantine.device_id'))
