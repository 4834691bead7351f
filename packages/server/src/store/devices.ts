import { type Selectable, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import type { DevicesTable } from '../db/schema.ts'
import { recordAudit } from './audits.ts'
import { type Caller, systemCaller } from './caller.ts'
import { clock, containing, json } from './columns.ts'
import { boundsOf, type Page, type PageQuery } from './page.ts'
import { inUse, nameOnce, notFound, versionConflict } from './refusals.ts'
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
  /** Host name of the device through which this one is reached. */
  readonly via: string | null
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
  /** Id of the device through which this one is reached; inventory/ has made sure that it leads nowhere in a circle. */
  readonly viaId?: string | null
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
  /** The devices on the way to this one, the nearest to NetRaven first; empty where it is reached directly. */
  wayTo(id: string): Promise<Device[]>
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
  wayTo: (id) => wayTo(db, id),
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
      const leadsNowhere = `Other devices are reached through ${before.hostname}: give them another way first`
      await inUse('devices_via', leadsNowhere, () => db.sql().deleteFrom('devices').where('id', '=', id).execute())
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

/** Most jump hosts on the way to a device. */
export const MAX_HOPS = 5

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
  via_id: input.viaId ?? null,
})

const devices = (db: Database, who: Caller) =>
  db
    .sql()
    .selectFrom('devices')
    .selectAll('devices')
    .select(tagNames('device', 'devices.id').as('tags'))
    .select(
      sql<string | null>`(select hostname from devices as hop
      where hop.id = devices.via_id and ${seesDevice(who, 'hop.id')})`.as('via'),
    )
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

/** Follows `via` to its end; a circle, which no input can make, would end here too. */
async function wayTo(db: Database, id: string): Promise<Device[]> {
  const { rows } = await sql<{ id: string }>`with recursive way (id, via_id, depth) as (
      select id, via_id, 0 from devices where id = ${id}::uuid
      union all
      select hop.id, hop.via_id, way.depth + 1 from devices as hop join way on hop.id = way.via_id where way.depth < ${MAX_HOPS}
    ) select id from way where depth > 0 order by depth desc`.execute(db.sql())
  const hops = await Promise.all(rows.map((row) => findDevice(db, systemCaller('store'), 'devices.id', row.id)))
  return hops.filter((hop) => hop !== undefined)
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
  const { tags, viaId, ...columns } = change
  const updated = await nameOnce('devices_hostname', taken(columns.hostname ?? ''), () =>
    db
      .sql()
      .updateTable('devices')
      .set({ ...columns, ...(columns.hostname !== undefined && { hostname_folded: fold(columns.hostname) }) })
      .set({ via_id: viaId, version: sql<number>`version + 1`, updated_at: clock })
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

const deviceOf = (row: Selectable<DevicesTable> & { tags: string[]; via: string | null }): Device => ({
  id: row.id,
  hostname: row.hostname,
  title: row.title,
  address: row.address,
  port: row.port,
  transport: row.transport,
  platform: row.platform,
  algorithms: row.algorithms,
  enabled: row.enabled,
  via: row.via,
  tags: row.tags,
  facts: row.facts,
  factsAt: row.facts_at,
  heldReason: row.held_reason,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
