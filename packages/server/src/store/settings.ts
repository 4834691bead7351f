import type { Database } from '../db/database.ts'
import { recordAudit } from './audits.ts'
import type { Caller } from './caller.ts'
import { clock, json } from './columns.ts'

export interface SettingStore {
  /** Every value that an admin has set: the database level of the configuration. */
  all(): Promise<{ key: string; value: unknown; updatedBy: string; updatedAt: Date }[]>
  set(who: Caller, key: string, value: unknown): Promise<void>
  unset(who: Caller, key: string): Promise<void>
}

export const createSettingStore = (db: Database): SettingStore => ({
  async all() {
    const rows = await db.sql().selectFrom('settings').selectAll().orderBy('key').execute()
    return rows.map((row) => ({
      key: row.key,
      value: row.value.value,
      updatedBy: row.updated_by,
      updatedAt: row.updated_at,
    }))
  },
  set: (who, key, value) =>
    db.transaction(async () => {
      const row = { value: json({ value }), updated_by: who.name, updated_at: clock }
      await db
        .sql()
        .insertInto('settings')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute()
      await recordAudit(db, who, 'setting.set', { type: 'setting', id: key }, { value })
    }),
  unset: (who, key) =>
    db.transaction(async () => {
      const { numDeletedRows } = await db.sql().deleteFrom('settings').where('key', '=', key).executeTakeFirst()
      if (numDeletedRows > 0n) await recordAudit(db, who, 'setting.unset', { type: 'setting', id: key })
    }),
})
