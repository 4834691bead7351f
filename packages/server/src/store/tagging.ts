import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors/app-error.ts'
import type { Caller } from './caller.ts'
import { seesTag } from './visibility.ts'

/** What carries tags, and in which table. */
const links = {
  device: { table: 'device_tags', owner: 'device_id' },
  credential: { table: 'credential_tags', owner: 'credential_id' },
  job: { table: 'job_tags', owner: 'job_id' },
} as const

export type Tagged = keyof typeof links

/** Names of the tags of a row, sorted. `idColumn` as `table.id`. */
export const tagNames = (what: Tagged, idColumn: string): RawBuilder<string[]> => {
  const { table, owner } = links[what]
  return sql<string[]>`(select coalesce(json_agg(tags.name order by tags.name), '[]') from ${sql.table(table)} as link
    join tags on tags.id = link.tag_id where ${sql.ref(`link.${owner}`)} = ${sql.ref(idColumn)})`
}

/** Gives a row these tags and no other. A caller with a few tags gives and takes only those; the rest stays. */
export async function replaceTags(
  db: Database,
  who: Caller,
  what: Tagged,
  id: string,
  names: readonly string[],
): Promise<void> {
  const { table, owner } = links[what]
  const ids = await idsOf(db, who, names)
  await sql`delete from ${sql.table(table)} as link
    where ${sql.ref(`link.${owner}`)} = ${id}::uuid and ${seesTag(who, 'link.tag_id')}`.execute(db.sql())
  await sql`insert into ${sql.table(table)} (${sql.ref(owner)}, tag_id)
    select ${id}::uuid, tag_id from unnest(${ids}::uuid[]) as tag_id on conflict do nothing`.execute(db.sql())
}

/** AppError `invalid` names the tags that do not exist (or that the caller does not see: that looks the same). */
async function idsOf(db: Database, who: Caller, names: readonly string[]): Promise<string[]> {
  const found = await db
    .sql()
    .selectFrom('tags')
    .select(['id', 'name'])
    .where(sql<boolean>`name = any(${[...names]}::text[])`)
    .where(seesTag(who, 'tags.id'))
    .execute()
  const known = new Set(found.map(({ name }) => name))
  const unknown = names.filter((name) => !known.has(name))
  if (unknown.length > 0) throw new AppError('invalid', `There is no tag ${unknown.join(', ')}`, { unknown })
  return found.map(({ id }) => id)
}
