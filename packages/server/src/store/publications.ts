import { type Selectable, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { PublicationsTable } from '../db/schema.ts'
import { clock, json } from './columns.ts'

/** One commit that the archive has or will have. Everything in the commit is in the row, so a rebuild gives the same commit id. */
export interface Publication {
  readonly id: string
  readonly number: number | null
  readonly kind: 'snapshot' | 'rename' | 'remove'
  readonly deviceId: string
  readonly snapshotId: string | null
  readonly hostname: string
  readonly oldHostname: string | null
  readonly artifact: string | null
  readonly blobSha256: string | null
  readonly authorName: string
  readonly message: string
  /** Whole seconds: Git keeps no more. */
  readonly committedAt: Date
  readonly commitId: string | null
}

export type PublicationInput = Omit<Publication, 'number' | 'commitId'>

export interface PublicationStore {
  add(input: PublicationInput): Promise<void>
  /** Gives the next numbers, without gaps, to rows that have none, as they came in by the database's clock. Only the leader calls it. */
  number(limit: number): Promise<void>
  /** Numbered and not yet published, in order. */
  pending(limit: number): Promise<Publication[]>
  /** Numbered rows after `number`, in order: what a rebuild streams. */
  after(number: number, limit: number): Promise<Publication[]>
  get(number: number): Promise<Publication | undefined>
  markPublished(commits: readonly { id: string; commitId: string }[]): Promise<void>
  /** Highest published number and its commit; undefined before the first. */
  head(): Promise<{ number: number; commitId: string } | undefined>
  /** How many wait, and since when the oldest does. */
  lag(): Promise<{ waiting: number; oldest: Date | null }>
}

export const createPublicationStore = (db: Database): PublicationStore => ({
  async add(input) {
    await db.sql().insertInto('publications').values(rowOf(input)).execute()
  },
  number: (limit) => number(db, limit),
  pending: (limit) =>
    read(
      publications(db).where('number', 'is not', null).where('commit_id', 'is', null).orderBy('number').limit(limit),
    ),
  after: (number, limit) => read(publications(db).where('number', '>', number).orderBy('number').limit(limit)),
  get: async (number) => (await read(publications(db).where('number', '=', number)))[0],
  markPublished: (commits) => markPublished(db, commits),
  async head() {
    const published = publications(db).where('commit_id', 'is not', null)
    const [last] = await read(published.orderBy('number', 'desc').limit(1))
    return last && { number: last.number!, commitId: last.commitId! }
  },
  lag: () =>
    db
      .sql()
      .selectFrom('publications')
      .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.min('created_at').as('oldest')])
      .where('commit_id', 'is', null)
      .executeTakeFirstOrThrow(),
})

const publications = (db: Database) => db.sql().selectFrom('publications').selectAll()

const read = async (query: { execute(): Promise<Selectable<PublicationsTable>[]> }): Promise<Publication[]> =>
  (await query.execute()).map(publicationOf)

async function number(db: Database, limit: number): Promise<void> {
  await sql`with next as (
      select id, row_number() over (order by created_at, id) as step from publications
      where number is null order by created_at, id limit ${limit})
    update publications
    set number = next.step + (select coalesce(max(number), 0) from publications)
    from next where publications.id = next.id`.execute(db.sql())
}

async function markPublished(db: Database, commits: readonly { id: string; commitId: string }[]): Promise<void> {
  await sql`update publications set commit_id = done."commitId", published_at = ${clock}
    from jsonb_to_recordset(${json(commits)}::jsonb) as done(id uuid, "commitId" text)
    where publications.id = done.id`.execute(db.sql())
}

const rowOf = (input: PublicationInput) => ({
  id: input.id,
  kind: input.kind,
  device_id: input.deviceId,
  snapshot_id: input.snapshotId,
  hostname: input.hostname,
  old_hostname: input.oldHostname,
  artifact: input.artifact,
  blob_sha256: input.blobSha256,
  author_name: input.authorName,
  message: input.message,
  committed_at: input.committedAt,
  created_at: clock,
})

const publicationOf = (row: Selectable<PublicationsTable>): Publication => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  deviceId: row.device_id,
  snapshotId: row.snapshot_id,
  hostname: row.hostname,
  oldHostname: row.old_hostname,
  artifact: row.artifact,
  blobSha256: row.blob_sha256,
  authorName: row.author_name,
  message: row.message,
  committedAt: row.committed_at,
  commitId: row.commit_id,
})
