import { type RawBuilder, sql } from 'kysely'
import type { Caller } from './caller.ts'

/** The one place that decides what a caller sees. `column` names the column that holds the id, as `table.column`. */
type Visible = (who: Caller, column: string) => RawBuilder<boolean>

const all = sql<boolean>`true`

/** A device is visible when it shares a tag with the caller; one without tags is for `all` alone. */
export const seesDevice: Visible = (who, column) =>
  who.tags === 'all'
    ? all
    : sql<boolean>`exists (select 1 from device_tags as seen
        where seen.device_id = ${sql.ref(column)} and seen.tag_id = any(${[...who.tags]}::uuid[]))`

export const seesTag: Visible = (who, column) =>
  who.tags === 'all' ? all : sql<boolean>`${sql.ref(column)} = any(${[...who.tags]}::uuid[])`

export const seesCredential: Visible = (who, column) =>
  who.tags === 'all'
    ? all
    : sql<boolean>`exists (select 1 from credential_tags as seen
        where seen.credential_id = ${sql.ref(column)} and seen.tag_id = any(${[...who.tags]}::uuid[]))`

/** One's own jobs, and those for tags or devices that one sees. */
export const seesJob: Visible = (who, column) =>
  who.tags === 'all'
    ? all
    : sql<boolean>`(exists (select 1 from jobs as own where own.id = ${sql.ref(column)} and own.owner_id = ${who.id}::uuid)
        or exists (select 1 from job_tags as seen
          where seen.job_id = ${sql.ref(column)} and seen.tag_id = any(${[...who.tags]}::uuid[]))
        or exists (select 1 from job_devices as on_job join device_tags as seen on seen.device_id = on_job.device_id
          where on_job.job_id = ${sql.ref(column)} and seen.tag_id = any(${[...who.tags]}::uuid[])))`

/** A run is visible when one of its devices is. */
export const seesRun: Visible = (who, column) =>
  who.tags === 'all'
    ? all
    : sql<boolean>`exists (select 1 from targets as of_run join device_tags as seen on seen.device_id = of_run.device_id
        where of_run.run_id = ${sql.ref(column)} and seen.tag_id = any(${[...who.tags]}::uuid[]))`

/** What has no tags of its own (system logs, audit, settings) is for those who see everything. */
export const seesAll = (who: Caller): RawBuilder<boolean> => (who.tags === 'all' ? all : sql<boolean>`false`)
