import { type Selectable, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import { isUniqueViolation } from '../db/faults.ts'
import type { TargetsTable, TargetStatus } from '../db/schema.ts'
import type { Caller } from './caller.ts'
import { clock, clockMinus, clockPlus, json, jsonOrNull } from './columns.ts'
import { boundsOf, type Page, type PageQuery } from './page.ts'
import { seesDevice } from './visibility.ts'

export interface Target {
  readonly id: string
  readonly runId: string
  readonly deviceId: string
  readonly hostname: string
  readonly status: TargetStatus
  readonly attempt: number
  readonly lost: number
  readonly worker: string | null
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly errorDetails: Readonly<Record<string, unknown>> | null
  readonly snapshotId: string | null
  readonly outcome: string | null
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}

/** A target in the hands of one worker: `attempt` is the fencing token of everything it writes. */
export interface Claim {
  readonly target: Target
  readonly attempt: number
  readonly leaseUntil: Date
}

export interface TargetResult {
  readonly status: Extract<TargetStatus, 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | 'CANCELLED' | 'UNKNOWN'>
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly errorDetails: Readonly<Record<string, unknown>> | null
  readonly snapshotId: string | null
  readonly outcome: 'new' | 'changed' | 'unchanged' | null
}

export interface TargetStore {
  list(who: Caller, runId: string, page: PageQuery): Promise<Page<Target>>
  get(who: Caller, id: string): Promise<Target | undefined>
  /** Adds targets that are not there yet (unique by run and device): planning twice is harmless. A run that ended meanwhile gets none. */
  add(runId: string, devices: readonly { id: string; hostname: string }[]): Promise<void>
  /** Marks as ticketed as many QUEUED targets as `maxParallel` leaves room for; the caller enqueues them in the same transaction. */
  issueTickets(runId: string, maxParallel: number): Promise<string[]>
  /** QUEUED → RUNNING with the next attempt number and a lease by the database's clock; undefined when another was faster
   *  or when another target of the same device is RUNNING (`busy` re-queues the ticket). */
  claim(targetId: string, worker: string, leaseS: number): Promise<Claim | 'busy' | undefined>
  /** Renews the leases of this worker's targets; returns the ids that are still its own. */
  renew(worker: string, claims: readonly { id: string; attempt: number }[], leaseS: number): Promise<string[]>
  /** Writes the result if `attempt` is still the current one and the target RUNNING; false = the lease was lost, write nothing else. */
  finish(id: string, attempt: number, result: TargetResult): Promise<boolean>
  /** Gives a claimed target back (shutdown): RUNNING → QUEUED without counting a loss. */
  giveBack(id: string, attempt: number): Promise<boolean>
  /** RUNNING with an expired lease → QUEUED with a fresh ticket mark, or FAILED after `maxLost` losses. */
  reap(
    maxLost: number,
    limit: number,
  ): Promise<{ requeued: { id: string; runId: string }[]; failed: { id: string; runId: string }[] }>
  /** QUEUED and ticketed longer ago than this: their ticket may be lost, they get another. */
  stale(olderThanS: number, limit: number): Promise<string[]>
}

export const createTargetStore = (db: Database): TargetStore => ({
  list: (who, runId, page) => listTargets(db, who, runId, page),
  async get(who, id) {
    const row = await targets(db, who).where('id', '=', id).executeTakeFirst()
    return row && targetOf(row)
  },
  add: (runId, devices) => add(db, runId, devices),
  issueTickets: (runId, maxParallel) => issueTickets(db, runId, maxParallel),
  claim: (targetId, worker, leaseS) => claim(db, targetId, worker, leaseS),
  renew: (worker, claims, leaseS) => renew(db, worker, claims, leaseS),
  async finish(id, attempt, result) {
    const mine = db.sql().updateTable('targets').where('id', '=', id).where('attempt', '=', attempt)
    const { numUpdatedRows } = await mine
      .where('status', '=', 'RUNNING')
      .set({ ...resultRow(result), lease_until: null, ended_at: clock })
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },
  giveBack: (id, attempt) => giveBack(db, id, attempt),
  reap: (maxLost, limit) => reap(db, maxLost, limit),
  async stale(olderThanS, limit) {
    const { rows } = await sql<{ id: string }>`update targets set ticketed_at = clock_timestamp() where id in (
      select id from targets where status = 'QUEUED' and ticketed_at < ${clockMinus(olderThanS)}
      order by ticketed_at limit ${limit} for update skip locked) returning id`.execute(db.sql())
    return rows.map(({ id }) => id)
  },
})

const targets = (db: Database, who: Caller) =>
  db.sql().selectFrom('targets').selectAll().where(seesDevice(who, 'targets.device_id'))

async function listTargets(db: Database, who: Caller, runId: string, page: PageQuery): Promise<Page<Target>> {
  const { limit, offset } = boundsOf(page)
  const query = targets(db, who).where('run_id', '=', runId)
  const rows = await query.orderBy('hostname').orderBy('id').limit(limit).offset(offset).execute()
  const { total } = await query
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { items: rows.map(targetOf), total, page: page.page, size: limit }
}

async function add(db: Database, runId: string, devices: readonly { id: string; hostname: string }[]): Promise<void> {
  const rows = json(devices.map(({ id, hostname }) => ({ id: uuid(), device_id: id, hostname })))
  await sql`insert into targets (id, run_id, device_id, hostname, status)
    select given.id, runs.id, given.device_id, given.hostname, 'QUEUED'
    from runs, jsonb_to_recordset(${rows}::jsonb) as given(id uuid, device_id uuid, hostname text)
    where runs.id = ${runId} and runs.ended_at is null for share of runs
    on conflict on constraint targets_run_device do nothing`.execute(db.sql())
}

async function issueTickets(db: Database, runId: string, maxParallel: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`with in_hand as (
      select count(*) as n from targets where run_id = ${runId}
      and (status = 'RUNNING' or (status = 'QUEUED' and ticketed_at is not null)))
    update targets set ticketed_at = clock_timestamp() where id in (
      select id from targets where run_id = ${runId} and status = 'QUEUED' and ticketed_at is null
      order by id limit greatest(${maxParallel}::integer - (select n from in_hand), 0))
    returning id`.execute(db.sql())
  return rows.map(({ id }) => id)
}

async function renew(
  db: Database,
  worker: string,
  claims: readonly { id: string; attempt: number }[],
  leaseS: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update targets set lease_until = ${clockPlus(leaseS)}
    from jsonb_to_recordset(${json(claims)}::jsonb) as mine(id uuid, attempt integer)
    where targets.id = mine.id and targets.attempt = mine.attempt
    and targets.worker = ${worker} and targets.status = 'RUNNING'
    returning targets.id`.execute(db.sql())
  return rows.map(({ id }) => id)
}

/** Of a cancelled run nothing goes back: its target ends here. */
async function giveBack(db: Database, id: string, attempt: number): Promise<boolean> {
  const { rows } = await sql`update targets set
      status = case when runs.cancel_requested then 'CANCELLED' else 'QUEUED' end,
      ended_at = case when runs.cancel_requested then clock_timestamp() end,
      worker = null, lease_until = null, ticketed_at = clock_timestamp()
    from runs where runs.id = targets.run_id
    and targets.id = ${id} and targets.attempt = ${attempt} and targets.status = 'RUNNING'
    returning targets.id`.execute(db.sql())
  return rows.length > 0
}

/** One statement decides; the unique index on running targets decides between two that came in the same moment. */
async function claim(db: Database, id: string, worker: string, leaseS: number): Promise<Claim | 'busy' | undefined> {
  try {
    const row = await db
      .sql()
      .updateTable('targets')
      .set({
        status: 'RUNNING',
        attempt: sql<number>`attempt + 1`,
        worker,
        lease_until: clockPlus(leaseS),
        started_at: sql<Date>`coalesce(started_at, clock_timestamp())`,
      })
      .where('id', '=', id)
      .where('status', '=', 'QUEUED')
      .where(sql<boolean>`exists (select 1 from runs
        where runs.id = targets.run_id and runs.ended_at is null and not runs.cancel_requested)`)
      .where(sql<boolean>`not exists (select 1 from targets as other
        where other.device_id = targets.device_id and other.status = 'RUNNING')`)
      .returningAll()
      .executeTakeFirst()
    if (row) return { target: targetOf(row), attempt: row.attempt, leaseUntil: row.lease_until! }
  } catch (error) {
    if (!isUniqueViolation(error, 'targets_running')) throw error
  }
  return (await waitsForDevice(db, id)) ? 'busy' : undefined
}

/** Moves the ticket mark on, so that nobody takes the ticket for lost while the device is busy. */
async function waitsForDevice(db: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .sql()
    .updateTable('targets')
    .set({ ticketed_at: clock })
    .where('id', '=', id)
    .where('status', '=', 'QUEUED')
    .where(sql<boolean>`exists (select 1 from runs
      where runs.id = targets.run_id and runs.ended_at is null and not runs.cancel_requested)`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function reap(db: Database, maxLost: number, limit: number): ReturnType<TargetStore['reap']> {
  const { rows } = await sql<{ id: string; runId: string; status: TargetStatus }>`
    with expired as (
      select targets.id, runs.cancel_requested, targets.lost + 1 >= ${maxLost}::integer as given_up
      from targets join runs on runs.id = targets.run_id
      where targets.status = 'RUNNING' and targets.lease_until < clock_timestamp()
      order by targets.lease_until limit ${limit} for update of targets skip locked)
    update targets set
      lost = lost + 1,
      status = case when cancel_requested then 'CANCELLED' when given_up then 'FAILED' else 'QUEUED' end,
      ended_at = case when cancel_requested or given_up then clock_timestamp() end,
      error_code = case when given_up then 'worker_lost' end,
      error_message = case when given_up then 'given up: ' || (lost + 1) || ' workers were lost with this target in hand' end,
      ticketed_at = clock_timestamp(), worker = null, lease_until = null
    from expired where targets.id = expired.id
    returning targets.id, targets.run_id as "runId", targets.status`.execute(db.sql())
  return {
    requeued: rows.filter(({ status }) => status === 'QUEUED').map(({ id, runId }) => ({ id, runId })),
    failed: rows.filter(({ status }) => status !== 'QUEUED').map(({ id, runId }) => ({ id, runId })),
  }
}

const resultRow = (result: TargetResult) => ({
  status: result.status,
  error_code: result.errorCode,
  error_message: result.errorMessage,
  error_details: jsonOrNull(result.errorDetails),
  snapshot_id: result.snapshotId,
  outcome: result.outcome,
})

const targetOf = (row: Selectable<TargetsTable>): Target => ({
  id: row.id,
  runId: row.run_id,
  deviceId: row.device_id,
  hostname: row.hostname,
  status: row.status,
  attempt: row.attempt,
  lost: row.lost,
  worker: row.worker,
  errorCode: row.error_code,
  errorMessage: row.error_message,
  errorDetails: row.error_details,
  snapshotId: row.snapshot_id,
  outcome: row.outcome,
  startedAt: row.started_at,
  endedAt: row.ended_at,
})
