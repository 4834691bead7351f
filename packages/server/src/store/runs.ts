import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { RunStatus, TargetStatus } from '../db/schema.ts'
import { recordAudit } from './audits.ts'
import type { Caller } from './caller.ts'
import { clock, clockMinus, isOneOf } from './columns.ts'
import { boundsOf, type Page, type PageQuery } from './page.ts'
import { countsRow, type Run, type RunCounts, type RunFilter, type RunInput, rowOf, runOf } from './run.ts'
import { seesRun } from './visibility.ts'

export type { Run, RunCounts, RunFilter, RunInput }

export interface RunStore {
  list(who: Caller, filter: RunFilter, page: PageQuery): Promise<Page<Run>>
  get(who: Caller, id: string): Promise<Run | undefined>
  /** undefined when the job already has a run for this due time. */
  create(who: Caller, input: RunInput): Promise<Run | undefined>
  /** QUEUED → RUNNING for the one that plans it; undefined when it is planned, ended or cancelled already. */
  startPlanning(id: string): Promise<Run | undefined>
  markPlanned(id: string, total: number): Promise<void>
  /** Locks the run's row until the transaction ends; the counts are those of its targets now. */
  lockAndCount(id: string): Promise<RunCounts | undefined>
  setCounts(id: string, counts: RunCounts): Promise<void>
  end(id: string, status: RunStatus): Promise<void>
  /** Asks for the end: queued targets become CANCELLED now, running ones when their worker sees it. */
  requestCancel(who: Caller, id: string): Promise<Run | undefined>
  cancelRequested(ids: readonly string[]): Promise<string[]>
  /** Runs whose plan was never made or not finished and whose ticket is older than this: they get a new one. */
  unplanned(olderThanS: number, limit: number): Promise<string[]>
  /** Runs that are RUNNING and planned: the reaper tops up their tickets and ends those without open targets. */
  open(limit: number): Promise<string[]>
}

export const createRunStore = (db: Database): RunStore => ({
  list: (who, filter, page) => listRuns(db, who, filter, page),
  async get(who, id) {
    const row = await runs(db, who).where('id', '=', id).executeTakeFirst()
    return row && runOf(row)
  },
  create: (who, input) => db.transaction(() => create(db, who, input)),
  startPlanning: (id) => startPlanning(db, id),
  async markPlanned(id, total) {
    await db.sql().updateTable('runs').set({ planned: true, targets_total: total }).where('id', '=', id).execute()
  },
  lockAndCount: (id) => lockAndCount(db, id),
  async setCounts(id, counts) {
    await db.sql().updateTable('runs').set(countsRow(counts)).where('id', '=', id).execute()
  },
  async end(id, status) {
    const open = db.sql().updateTable('runs').where('id', '=', id).where('ended_at', 'is', null)
    await open.set({ status, ended_at: clock }).execute()
  },
  requestCancel: (who, id) => db.transaction(() => requestCancel(db, who, id)),
  async cancelRequested(ids) {
    const cancelled = db.sql().selectFrom('runs').select('id').where('cancel_requested', '=', true)
    const rows = await cancelled.where(isOneOf('id', ids)).execute()
    return rows.map(({ id }) => id)
  },
  async unplanned(olderThanS, limit) {
    const { rows } = await sql<{ id: string }>`update runs set ticketed_at = clock_timestamp() where id in (
      select id from runs where ended_at is null and not planned and ticketed_at < ${clockMinus(olderThanS)}
      order by id limit ${limit} for update skip locked) returning id`.execute(db.sql())
    return rows.map(({ id }) => id)
  },
  async open(limit) {
    const planned = db.sql().selectFrom('runs').select('id').where('ended_at', 'is', null).where('planned', '=', true)
    const rows = await planned.orderBy('id').limit(limit).execute()
    return rows.map(({ id }) => id)
  },
})

const runs = (db: Database, who: Caller) => db.sql().selectFrom('runs').selectAll().where(seesRun(who, 'runs.id'))

async function listRuns(db: Database, who: Caller, filter: RunFilter, page: PageQuery): Promise<Page<Run>> {
  const { limit, offset } = boundsOf(page)
  const query = runs(db, who)
    .$if(filter.jobId !== undefined, (query) => query.where('job_id', '=', filter.jobId!))
    .$if(filter.status !== undefined, (query) => query.where('status', '=', filter.status!))
  const rows = await query.orderBy('id', 'desc').limit(limit).offset(offset).execute()
  const { total } = await query
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { items: rows.map(runOf), total, page: page.page, size: limit }
}

async function create(db: Database, who: Caller, input: RunInput): Promise<Run | undefined> {
  const row = await db
    .sql()
    .insertInto('runs')
    .values(rowOf(who, input))
    .onConflict((conflict) => conflict.columns(['job_id', 'due_at']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) return undefined
  const { id, job_id, trigger } = row
  await recordAudit(db, who, 'run.create', { type: 'run', id }, { job_id, trigger })
  return runOf(row)
}

async function startPlanning(db: Database, id: string): Promise<Run | undefined> {
  const row = await db
    .sql()
    .updateTable('runs')
    .set({ status: 'RUNNING', started_at: sql<Date>`coalesce(started_at, clock_timestamp())` })
    .where('id', '=', id)
    .where('planned', '=', false)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row && runOf(row)
}

async function lockAndCount(db: Database, id: string): Promise<RunCounts | undefined> {
  const run = await db.sql().selectFrom('runs').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  if (!run) return undefined
  const rows = await db
    .sql()
    .selectFrom('targets')
    .select(['status', ({ fn }) => fn.countAll<number>().as('n')])
    .where('run_id', '=', id)
    .groupBy('status')
    .execute()
  const count = (status: TargetStatus): number => rows.find((row) => row.status === status)?.n ?? 0
  return {
    total: rows.reduce((sum, row) => sum + row.n, 0),
    queued: count('QUEUED'),
    running: count('RUNNING'),
    succeeded: count('SUCCEEDED'),
    failed: count('FAILED'),
    skipped: count('SKIPPED'),
    cancelled: count('CANCELLED'),
    unknown: count('UNKNOWN'),
  }
}

/** A run that nobody has planned yet ends here: no worker would. */
async function requestCancel(db: Database, who: Caller, id: string): Promise<Run | undefined> {
  const row = await db
    .sql()
    .updateTable('runs')
    .set({
      cancel_requested: true,
      status: sql`case when planned then status else 'CANCELLED' end`,
      ended_at: sql`case when planned then ended_at else clock_timestamp() end`,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where(seesRun(who, 'runs.id'))
    .returningAll()
    .executeTakeFirst()
  if (!row) {
    const ended = await runs(db, who).where('id', '=', id).executeTakeFirst()
    return ended && runOf(ended)
  }
  await db
    .sql()
    .updateTable('targets')
    .set({ status: 'CANCELLED', ended_at: clock })
    .where('run_id', '=', id)
    .where('status', '=', 'QUEUED')
    .execute()
  await recordAudit(db, who, 'run.cancel', { type: 'run', id })
  return runOf(row)
}
