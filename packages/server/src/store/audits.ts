import type { Selectable } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import type { AuditsTable } from '../db/schema.ts'
import { currentCorrelation } from '../log/correlation.ts'
import { jsonOrNull } from './columns.ts'
import type { Caller } from './caller.ts'
import { type Cursored, cursored } from './page.ts'
import { seesAll } from './visibility.ts'

export interface AuditEntry {
  readonly id: string
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly objectType: string
  readonly objectId: string | null
  readonly details: Readonly<Record<string, unknown>> | null
  readonly correlationId: string | null
}

export interface AuditStore {
  /** Part of the transaction in progress: the change and its record live or die together. Never a secret in `details`. */
  record(
    who: Caller,
    action: string,
    object: { type: string; id: string | null },
    details?: Record<string, unknown>,
  ): Promise<void>
  list(who: Caller, after: string | null, limit: number): Promise<Cursored<AuditEntry>>
}

/** For the other stores: the record of a change that they make. */
export async function recordAudit(
  db: Database,
  who: Caller,
  action: string,
  object: { type: string; id: string | null },
  details?: Record<string, unknown>,
): Promise<void> {
  await db
    .sql()
    .insertInto('audits')
    .values({
      id: uuid(),
      actor: who.name,
      action,
      object_type: object.type,
      object_id: object.id,
      details: jsonOrNull(details),
      correlation_id: currentCorrelation() ?? null,
    })
    .execute()
}

export const createAuditStore = (db: Database): AuditStore => ({
  record: (who, action, object, details) => recordAudit(db, who, action, object, details),
  async list(who, after, limit) {
    const rows = await db
      .sql()
      .selectFrom('audits')
      .selectAll()
      .where(seesAll(who))
      .$if(after !== null, (query) => query.where('id', '<', after))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return cursored(rows.map(entryOf), limit)
  },
})

const entryOf = (row: Selectable<AuditsTable>): AuditEntry => ({
  id: row.id,
  at: row.at,
  actor: row.actor,
  action: row.action,
  objectType: row.object_type,
  objectId: row.object_id,
  details: row.details,
  correlationId: row.correlation_id,
})
