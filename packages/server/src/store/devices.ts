import { type Selectable, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import type { DevicesTable } from '../db/schema.ts'
import { recordAudit } from './audits.ts'
import { type Caller, systemCaller } from './caller.ts'
import { clock, containing, json } from './columns.ts'
import { boundsOf, type Page, type PageQuery } from './page.ts'
import { nameOnce, notFound, versionConflict } from './refusals.ts'
import { replaceTags, tagNames } from './tagging.ts'
import { seesDevice } from './visibility.ts'

export interface Device {
  readonly id: string
  readonly hostname: string
  readonly title: string | null
  readonly address: string
  readonly port: number
  readonly transport: 'ssh' | 'telnet' | 'http'
  readonly platform: string
  readonly algorithms: 'modern' | 'compatible' | 'legacy'
  readonly enabled: boolean
  readonly tags: readonly string[]
  readonly facts: Readonly<Record<string, string | null>> | null
  readonly factsAt: Date | null
  readonly heldReason: string | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Tags go by name; an unknown name is AppError `invalid`. */
export interface DeviceInput {
  readonly hostname: string
  readonly title?: string | null
  readonly address: string
  readonly port: number
  readonly transport: Device['transport']
  readonly platform: string
  readonly algorithms: Device['algorithms']
  readonly enabled: boolean
  readonly tags: readonly string[]
}

export interface DeviceFilter {
  readonly text?: string
  readonly platform?: string
  readonly tag?: string
  readonly sort?: 'hostname' | 'address' | 'platform' | 'updated_at'
  readonly order?: 'asc' | 'desc'
}

/** Which devices a job means: these, those of these tags, or all. */
export interface DeviceChoice {
  readonly all: boolean
  readonly deviceIds: readonly string[]
  readonly tagIds: readonly string[]
}

export interface DeviceStore {
  list(who: Caller, filter: DeviceFilter, page: PageQuery): Promise<Page<Device>>
  get(who: Caller, id: string): Promise<Device | undefined>
  findByHostname(who: Caller, hostname: string): Promise<Device | undefined>
  /** AppError `conflict` when the name is taken (case does not count). */
  create(who: Caller, input: DeviceInput): Promise<Device>
  /** AppError `conflict` when `ifVersion` is not the current one; `not_found`. The commit of a rename is written by inventory/. */
  update(who: Caller, id: string, change: Partial<DeviceInput>, ifVersion?: number): Promise<Device>
  /** The device's snapshots stay. The commit that takes its path away is written by inventory/. */
  remove(who: Caller, id: string): Promise<void>
  /** Enabled devices of a choice in order of id, at most `limit`, after `afterId`. */
  chosen(
    who: Caller,
    choice: DeviceChoice,
    afterId: string | null,
    limit: number,
  ): Promise<{ id: string; hostname: string }[]>
  setFacts(who: Caller, id: string, facts: Record<string, string | null>): Promise<void>
  /** The hostname now; it can't be changed, nor the device removed, until the transaction ends. */
  lockHostname(id: string): Promise<string | undefined>
  /** Stops a device that offered another host key, until that key is accepted (store/host-keys.ts). */
  hold(who: Caller, id: string, reason: string): Promise<void>
}

export const createDeviceStore = (db: Database): DeviceStore => ({
  list: (who, filter, page) => listDevices(db, who, filter, page),
  get: (who, id) => findDevice(db, who, 'devices.id', id),
  findByHostname: (who, hostname) => findDevice(db, who, 'devices.hostname_folded', fold(hostname)),
  create: (who, input) =>
    db.transaction(async () => {
      const id = uuid()
      const columns = { ...columnsOf(input), id, hostname_folded: fold(input.hostname) }
      await nameOnce('devices_hostname', taken(input.hostname), () =>
        db.sql().insertInto('devices').values(columns).execute(),
      )
      await replaceTags(db, who, 'device', id, input.tags)
      await recordAudit(db, who, 'device.create', { type: 'device', id }, { ...input })
      return (await findDevice(db, systemCaller('store'), 'devices.id', id))!
    }),
  update: (who, id, change, ifVersion) => db.transaction(() => updateDevice(db, who, id, change, ifVersion)),
  remove: (who, id) =>
    db.transaction(async () => {
      const before = await findDevice(db, who, 'devices.id', id)
      if (!before) throw notFound('device')
      await db.sql().deleteFrom('devices').where('id', '=', id).execute()
      await recordAudit(db, who, 'device.remove', { type: 'device', id }, { hostname: before.hostname })
    }),
  chosen: (who, choice, afterId, limit) =>
    db
      .sql()
      .selectFrom('devices')
      .select(['id', 'hostname'])
      .where('enabled', '=', true)
      .where(seesDevice(who, 'devices.id'))
      .where(isChosen(choice))
      .$if(afterId !== null, (query) => query.where('id', '>', afterId))
      .orderBy('id')
      .limit(limit)
      .execute(),
  setFacts: (who, id, facts) => db.transaction(() => setFacts(db, who, id, facts)),
  lockHostname: async (id) =>
    (await db.sql().selectFrom('devices').select('hostname').where('id', '=', id).forNoKeyUpdate().executeTakeFirst())
      ?.hostname,
  hold: (who, id, reason) =>
    db.transaction(async () => {
      await db
        .sql()
        .updateTable('devices')
        .set({ held_reason: reason })
        .where('id', '=', id)
        .where(seesDevice(who, 'devices.id'))
        .execute()
      await recordAudit(db, who, 'device.hold', { type: 'device', id }, { reason })
    }),
})

/** Two names that differ in case only would collide in the archive. */
const fold = (hostname: string): string => hostname.toLowerCase()

const taken = (hostname: string): string => `There is a device ${hostname} already (upper and lower case count as one)`

const columnsOf = (input: DeviceInput) => ({
  hostname: input.hostname,
  title: input.title ?? null,
  address: input.address,
  port: input.port,
  transport: input.transport,
  platform: input.platform,
  algorithms: input.algorithms,
  enabled: input.enabled,
})

const devices = (db: Database, who: Caller) =>
  db
    .sql()
    .selectFrom('devices')
    .selectAll('devices')
    .select(tagNames('device', 'devices.id').as('tags'))
    .where(seesDevice(who, 'devices.id'))

async function findDevice(
  db: Database,
  who: Caller,
  column: 'devices.id' | 'devices.hostname_folded',
  value: string,
): Promise<Device | undefined> {
  const row = await devices(db, who).where(column, '=', value).executeTakeFirst()
  return row && deviceOf(row)
}

async function listDevices(db: Database, who: Caller, filter: DeviceFilter, page: PageQuery): Promise<Page<Device>> {
  const { limit, offset } = boundsOf(page)
  const query = devices(db, who)
    .$if(filter.text !== undefined, (query) => query.where(mentions(filter.text ?? '')))
    .$if(filter.platform !== undefined, (query) => query.where('platform', '=', filter.platform!))
    .$if(filter.tag !== undefined, (query) =>
      query.where(sql<boolean>`exists (select 1 from device_tags join tags on tags.id = device_tags.tag_id
        where device_tags.device_id = devices.id and tags.name = ${filter.tag})`),
    )
  const rows = await query
    .orderBy(filter.sort === undefined ? 'hostname_folded' : SORTS[filter.sort], filter.order ?? 'asc')
    .orderBy('devices.id')
    .limit(limit)
    .offset(offset)
    .execute()
  const { total } = await query
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { items: rows.map(deviceOf), total, page: page.page, size: limit }
}

const SORTS = {
  hostname: 'hostname_folded',
  address: 'address',
  platform: 'platform',
  updated_at: 'updated_at',
} as const satisfies Record<NonNullable<DeviceFilter['sort']>, keyof DevicesTable>

const mentions = (text: string) => {
  const pattern = containing(text)
  return sql<boolean>`(hostname ilike ${pattern} or title ilike ${pattern} or address ilike ${pattern})`
}

const isChosen = ({ all, deviceIds, tagIds }: DeviceChoice) =>
  all
    ? sql<boolean>`true`
    : sql<boolean>`(devices.id = any(${[...deviceIds]}::uuid[]) or exists (select 1 from device_tags as chosen
        where chosen.device_id = devices.id and chosen.tag_id = any(${[...tagIds]}::uuid[])))`

async function updateDevice(
  db: Database,
  who: Caller,
  id: string,
  change: Partial<DeviceInput>,
  ifVersion: number | undefined,
): Promise<Device> {
  const before = await findDevice(db, who, 'devices.id', id)
  if (!before) throw notFound('device')
  const { tags, ...columns } = change
  const updated = await nameOnce('devices_hostname', taken(columns.hostname ?? ''), () =>
    db
      .sql()
      .updateTable('devices')
      .set({ ...columns, ...(columns.hostname !== undefined && { hostname_folded: fold(columns.hostname) }) })
      .set({ version: sql<number>`version + 1`, updated_at: clock })
      .where('id', '=', id)
      .$if(ifVersion !== undefined, (query) => query.where('version', '=', ifVersion!))
      .executeTakeFirst(),
  )
  if (updated.numUpdatedRows === 0n) throw versionConflict('device', before.version)
  if (tags) await replaceTags(db, who, 'device', id, tags)
  await recordAudit(db, who, 'device.update', { type: 'device', id }, { hostname: before.hostname, change })
  return (await findDevice(db, systemCaller('store'), 'devices.id', id))!
}

/** Every visit brings facts; only those that changed are worth a record. */
async function setFacts(db: Database, who: Caller, id: string, facts: Record<string, string | null>): Promise<void> {
  const changed = await db
    .sql()
    .updateTable('devices')
    .set({ facts: json(facts), facts_at: clock })
    .where('id', '=', id)
    .where(sql<boolean>`facts is distinct from ${json(facts)}::jsonb`)
    .returning('hostname')
    .executeTakeFirst()
  if (changed) await recordAudit(db, who, 'device.facts', { type: 'device', id }, facts)
  else await db.sql().updateTable('devices').set({ facts_at: clock }).where('id', '=', id).execute()
}

const deviceOf = (row: Selectable<DevicesTable> & { tags: string[] }): Device => ({
  id: row.id,
  hostname: row.hostname,
  title: row.title,
  address: row.address,
  port: row.port,
  transport: row.transport,
  platform: row.platform,
  algorithms: row.algorithms,
  enabled: row.enabled,
  tags: row.tags,
  facts: row.facts,
  factsAt: row.facts_at,
  heldReason: row.held_reason,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
