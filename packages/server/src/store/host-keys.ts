import type { Selectable } from 'kysely'
import type { Database } from '../db/database.ts'
import type { HostKeysTable } from '../db/schema.ts'
import { recordAudit } from './audits.ts'
import type { Caller } from './caller.ts'
import { clock } from './columns.ts'
import { notFound } from './refusals.ts'
import { seesDevice } from './visibility.ts'

export interface HostKey {
  readonly deviceId: string
  readonly endpoint: string
  readonly state: 'pinned' | 'offered'
  readonly algorithm: string
  readonly publicKey: string
  readonly fingerprint: string
  readonly runId: string | null
  readonly createdAt: Date
}

export interface HostKeyStore {
  list(who: Caller, deviceId: string): Promise<HostKey[]>
  pinned(deviceId: string, endpoint: string): Promise<HostKey[]>
  /** Pins the key of a first contact. Two first contacts at once: the first one wins, the key in force is returned. */
  pinFirst(who: Caller, key: Omit<HostKey, 'createdAt' | 'state'>): Promise<HostKey>
  /** Remembers the key that a held device offered, for an admin to look at. */
  offer(who: Caller, key: Omit<HostKey, 'createdAt' | 'state'>): Promise<void>
  /** Makes the offered key the pinned one and frees the device. */
  accept(who: Caller, deviceId: string, fingerprint: string): Promise<void>
}

export const createHostKeyStore = (db: Database): HostKeyStore => {
  const pinned: HostKeyStore['pinned'] = async (deviceId, endpoint) => {
    const rows = await db
      .sql()
      .selectFrom('host_keys')
      .selectAll()
      .where('device_id', '=', deviceId)
      .where('endpoint', '=', endpoint)
      .where('state', '=', 'pinned')
      .execute()
    return rows.map(keyOf)
  }
  return {
    pinned,
    async list(who, deviceId) {
      const rows = await db
        .sql()
        .selectFrom('host_keys')
        .selectAll()
        .where('device_id', '=', deviceId)
        .where(seesDevice(who, 'device_id'))
        .orderBy('endpoint')
        .orderBy('state')
        .execute()
      return rows.map(keyOf)
    },
    pinFirst: (who, key) =>
      db.transaction(async () => {
        const row = await db
          .sql()
          .insertInto('host_keys')
          .values({ ...rowOf(key), state: 'pinned' })
          .onConflict((conflict) => conflict.doNothing())
          .returningAll()
          .executeTakeFirst()
        if (!row) return (await pinned(key.deviceId, key.endpoint))[0]!
        await recordAudit(db, who, 'host_key.pin', deviceOf(key), wordsOf(key))
        return keyOf(row)
      }),
    offer: (who, key) =>
      db.transaction(async () => {
        const { algorithm, public_key, fingerprint, run_id, ...place } = rowOf(key)
        const offered = { algorithm, public_key, fingerprint, run_id, created_at: clock }
        await db
          .sql()
          .insertInto('host_keys')
          .values({ ...place, ...offered, state: 'offered' })
          .onConflict((conflict) => conflict.columns(['device_id', 'endpoint', 'state']).doUpdateSet(offered))
          .execute()
        await recordAudit(db, who, 'host_key.refuse', deviceOf(key), wordsOf(key))
      }),
    accept: (who, deviceId, fingerprint) => db.transaction(() => acceptKey(db, who, deviceId, fingerprint)),
  }
}

async function acceptKey(db: Database, who: Caller, deviceId: string, fingerprint: string): Promise<void> {
  const offered = await db
    .sql()
    .selectFrom('host_keys')
    .selectAll()
    .where('device_id', '=', deviceId)
    .where('state', '=', 'offered')
    .where('fingerprint', '=', fingerprint)
    .where(seesDevice(who, 'device_id'))
    .forUpdate()
    .executeTakeFirst()
  if (!offered) throw notFound('offered host key of this device')
  const here = db.sql().deleteFrom('host_keys').where('device_id', '=', deviceId)
  await here.where('endpoint', '=', offered.endpoint).where('state', '=', 'pinned').execute()
  await db
    .sql()
    .updateTable('host_keys')
    .set({ state: 'pinned' })
    .where('device_id', '=', deviceId)
    .where('endpoint', '=', offered.endpoint)
    .execute()
  await db.sql().updateTable('devices').set({ held_reason: null }).where('id', '=', deviceId).execute()
  await recordAudit(db, who, 'host_key.accept', { type: 'device', id: deviceId }, wordsOf(keyOf(offered)))
}

type KeyInput = Parameters<HostKeyStore['pinFirst']>[1]

const deviceOf = (key: KeyInput) => ({ type: 'device', id: key.deviceId })

const wordsOf = ({ endpoint, algorithm, fingerprint }: KeyInput) => ({ endpoint, algorithm, fingerprint })

const rowOf = (key: KeyInput) => ({
  device_id: key.deviceId,
  endpoint: key.endpoint,
  algorithm: key.algorithm,
  public_key: key.publicKey,
  fingerprint: key.fingerprint,
  run_id: key.runId,
})

const keyOf = (row: Selectable<HostKeysTable>): HostKey => ({
  deviceId: row.device_id,
  endpoint: row.endpoint,
  state: row.state,
  algorithm: row.algorithm,
  publicKey: row.public_key,
  fingerprint: row.fingerprint,
  runId: row.run_id,
  createdAt: row.created_at,
})
