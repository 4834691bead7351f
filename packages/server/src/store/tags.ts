import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import { recordAudit } from './audits.ts'
import type { Caller } from './caller.ts'
import { nameOnce, notFound } from './refusals.ts'
import { seesTag } from './visibility.ts'

export interface Tag {
  readonly id: string
  readonly name: string
  readonly devices: number
  readonly createdAt: Date
}

export interface TagStore {
  list(who: Caller): Promise<Tag[]>
  get(who: Caller, id: string): Promise<Tag | undefined>
  create(who: Caller, name: string): Promise<Tag>
  rename(who: Caller, id: string, name: string): Promise<Tag>
  remove(who: Caller, id: string): Promise<void>
  /** Ids of names; creates those that are missing. */
  ensure(who: Caller, names: readonly string[]): Promise<Map<string, string>>
}

export const createTagStore = (db: Database): TagStore => {
  const tags = (who: Caller) =>
    db
      .sql()
      .selectFrom('tags')
      .select(['tags.id', 'tags.name', 'tags.created_at as createdAt'])
      .select(sql<number>`(select count(*) from device_tags where device_tags.tag_id = tags.id)`.as('devices'))
      .where(seesTag(who, 'tags.id'))
  const get = (who: Caller, id: string): Promise<Tag | undefined> =>
    tags(who).where('tags.id', '=', id).executeTakeFirst()
  const taken = (name: string): string => `There is a tag ${name} already`
  return {
    get,
    list: (who) => tags(who).orderBy('tags.name').execute(),
    create: (who, name) =>
      db.transaction(async () => {
        const id = uuid()
        await nameOnce('tags_name_key', taken(name), () => db.sql().insertInto('tags').values({ id, name }).execute())
        await recordAudit(db, who, 'tag.create', { type: 'tag', id }, { name })
        return { id, name, devices: 0, createdAt: await db.now() }
      }),
    rename: (who, id, name) =>
      db.transaction(async () => {
        const before = await get(who, id)
        if (!before) throw notFound('tag')
        await nameOnce('tags_name_key', taken(name), () =>
          db.sql().updateTable('tags').set({ name }).where('id', '=', id).execute(),
        )
        await recordAudit(db, who, 'tag.rename', { type: 'tag', id }, { from: before.name, to: name })
        return { ...before, name }
      }),
    remove: (who, id) =>
      db.transaction(async () => {
        const before = await get(who, id)
        if (!before) throw notFound('tag')
        await db.sql().deleteFrom('tags').where('id', '=', id).execute()
        await recordAudit(db, who, 'tag.remove', { type: 'tag', id }, { name: before.name })
      }),
    ensure: (who, names) => db.transaction(() => ensureTags(db, who, names)),
  }
}

async function ensureTags(db: Database, who: Caller, names: readonly string[]): Promise<Map<string, string>> {
  for (const name of new Set(names)) {
    const made = await db
      .sql()
      .insertInto('tags')
      .values({ id: uuid(), name })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) await recordAudit(db, who, 'tag.create', { type: 'tag', id: made.id }, { name })
  }
  const rows = await db
    .sql()
    .selectFrom('tags')
    .select(['id', 'name'])
    .where(sql<boolean>`name = any(${[...names]}::text[])`)
    .execute()
  return new Map(rows.map(({ id, name }) => [name, id]))
}
