import { type Selectable, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import type { JobSchedule, JobsTable } from '../db/schema.ts'
import { AppError } from '../errors/app-error.ts'
import { recordAudit } from './audits.ts'
import { type Caller, systemCaller } from './caller.ts'
import { clock, isOneOf, json } from './columns.ts'
import { boundsOf, type Page, type PageQuery } from './page.ts'
import { nameOnce, notFound, versionConflict } from './refusals.ts'
import { replaceTags, tagNames } from './tagging.ts'
import { seesDevice, seesJob } from './visibility.ts'

export interface Job {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly params: Readonly<Record<string, unknown>>
  readonly schedule: JobSchedule
  readonly allDevices: boolean
  readonly deviceIds: readonly string[]
  readonly tags: readonly string[]
  readonly tagIds: readonly string[]
  readonly maxParallel: number | null
  readonly enabled: boolean
  readonly ownerId: string | null
  readonly ownerName: string
  readonly nextFireAt: Date | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** `nextFireAt`: the first fire, worked out by the caller (scheduler/due.ts: nextFire). */
export type JobInput = Omit<Job, 'id' | 'tagIds' | 'ownerId' | 'ownerName' | 'version' | 'createdAt' | 'updatedAt'>

export interface JobStore {
  list(who: Caller, page: PageQuery): Promise<Page<Job>>
  get(who: Caller, id: string): Promise<Job | undefined>
  findByName(who: Caller, name: string): Promise<Job | undefined>
  create(who: Caller, input: JobInput): Promise<Job>
  update(who: Caller, id: string, change: Partial<JobInput>, ifVersion?: number): Promise<Job>
  remove(who: Caller, id: string): Promise<void>
  /** Enabled jobs whose next fire time has come, oldest first. */
  due(now: Date, limit: number): Promise<Job[]>
  /** Moves the next fire time on, only if it still is `from`: of two schedulers one wins. */
  advance(id: string, from: Date, to: Date | null): Promise<boolean>
}

export const createJobStore = (db: Database): JobStore => ({
  list: (who, page) => listJobs(db, who, page),
  get: (who, id) => findJob(db, who, 'jobs.id', id),
  findByName: (who, name) => findJob(db, who, 'jobs.name', name),
  create: (who, input) =>
    db.transaction(async () => {
      const id = uuid()
      const owner = { owner_id: who.kind === 'person' ? who.id : null, owner_name: who.name }
      await nameOnce('jobs_name', taken(input.name), () =>
        db
          .sql()
          .insertInto('jobs')
          .values({ ...columnsOf(input), ...owner, ...required(id, input) })
          .execute(),
      )
      await replaceTags(db, who, 'job', id, input.tags)
      await replaceDevices(db, who, id, input.deviceIds)
      await recordAudit(db, who, 'job.create', { type: 'job', id }, { ...input })
      return (await findJob(db, systemCaller('store'), 'jobs.id', id))!
    }),
  update: (who, id, change, ifVersion) => db.transaction(() => updateJob(db, who, id, change, ifVersion)),
  remove: (who, id) =>
    db.transaction(async () => {
      const before = await findJob(db, who, 'jobs.id', id)
      if (!before) throw notFound('job')
      await db.sql().deleteFrom('jobs').where('id', '=', id).execute()
      await recordAudit(db, who, 'job.remove', { type: 'job', id }, { name: before.name })
    }),
  async due(now, limit) {
    const rows = await jobs(db, systemCaller('store'))
      .where('enabled', '=', true)
      .where('next_fire_at', '<=', now)
      .orderBy('next_fire_at')
      .orderBy('jobs.id')
      .limit(limit)
      .execute()
    return rows.map(jobOf)
  },
  async advance(id, from, to) {
    const { numUpdatedRows } = await db
      .sql()
      .updateTable('jobs')
      .set({ next_fire_at: to })
      .where('id', '=', id)
      .where('next_fire_at', '=', from)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },
})

const taken = (name: string): string => `There is a job ${name} already`

/** The columns of what is given; what is not is left as it is. */
const columnsOf = (input: Partial<JobInput>) => ({
  name: input.name,
  type: input.type,
  params: input.params && json(input.params),
  schedule: input.schedule && json(input.schedule),
  all_devices: input.allDevices,
  max_parallel: input.maxParallel,
  enabled: input.enabled,
  next_fire_at: input.nextFireAt,
})

const required = (id: string, { name, type, params, schedule }: JobInput) => ({
  id,
  name,
  type,
  params: json(params),
  schedule: json(schedule),
})

const jobs = (db: Database, who: Caller) =>
  db
    .sql()
    .selectFrom('jobs')
    .selectAll('jobs')
    .select(tagNames('job', 'jobs.id').as('tags'))
    .select(
      sql<string[]>`(select coalesce(json_agg(tag_id order by tag_id), '[]') from job_tags
        where job_id = jobs.id)`.as('tag_ids'),
    )
    .select(
      sql<string[]>`(select coalesce(json_agg(device_id order by device_id), '[]') from job_devices
        where job_id = jobs.id)`.as('device_ids'),
    )
    .where(seesJob(who, 'jobs.id'))

async function findJob(
  db: Database,
  who: Caller,
  column: 'jobs.id' | 'jobs.name',
  value: string,
): Promise<Job | undefined> {
  const row = await jobs(db, who).where(column, '=', value).executeTakeFirst()
  return row && jobOf(row)
}

async function listJobs(db: Database, who: Caller, page: PageQuery): Promise<Page<Job>> {
  const { limit, offset } = boundsOf(page)
  const rows = await jobs(db, who).orderBy('name').limit(limit).offset(offset).execute()
  const { total } = await jobs(db, who)
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { items: rows.map(jobOf), total, page: page.page, size: limit }
}

async function updateJob(
  db: Database,
  who: Caller,
  id: string,
  change: Partial<JobInput>,
  ifVersion: number | undefined,
): Promise<Job> {
  const before = await findJob(db, who, 'jobs.id', id)
  if (!before) throw notFound('job')
  const { numUpdatedRows } = await nameOnce('jobs_name', taken(change.name ?? ''), () =>
    db
      .sql()
      .updateTable('jobs')
      .set({ ...columnsOf(change), version: sql<number>`version + 1`, updated_at: clock })
      .where('id', '=', id)
      .$if(ifVersion !== undefined, (query) => query.where('version', '=', ifVersion!))
      .executeTakeFirst(),
  )
  if (numUpdatedRows === 0n) throw versionConflict('job', before.version)
  if (change.tags) await replaceTags(db, who, 'job', id, change.tags)
  if (change.deviceIds) await replaceDevices(db, who, id, change.deviceIds)
  await recordAudit(db, who, 'job.update', { type: 'job', id }, { name: before.name, change })
  return (await findJob(db, systemCaller('store'), 'jobs.id', id))!
}

/** AppError `invalid` names the devices that the caller does not see. */
async function replaceDevices(db: Database, who: Caller, jobId: string, ids: readonly string[]): Promise<void> {
  const seen = await db
    .sql()
    .selectFrom('devices')
    .select('id')
    .where(isOneOf('devices.id', ids))
    .where(seesDevice(who, 'devices.id'))
    .execute()
  const known = new Set(seen.map(({ id }) => id))
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0) throw new AppError('invalid', `There is no device ${unknown.join(', ')}`, { unknown })
  await db.sql().deleteFrom('job_devices').where('job_id', '=', jobId).execute()
  await sql`insert into job_devices (job_id, device_id)
    select ${jobId}::uuid, device_id from unnest(${[...known]}::uuid[]) as device_id`.execute(db.sql())
}

const jobOf = (row: Selectable<JobsTable> & { tags: string[]; tag_ids: string[]; device_ids: string[] }): Job => ({
  id: row.id,
  name: row.name,
  type: row.type,
  params: row.params,
  schedule: row.schedule,
  allDevices: row.all_devices,
  deviceIds: row.device_ids,
  tags: row.tags,
  tagIds: row.tag_ids,
  maxParallel: row.max_parallel,
  enabled: row.enabled,
  ownerId: row.owner_id,
  ownerName: row.owner_name,
  nextFireAt: row.next_fire_at,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
