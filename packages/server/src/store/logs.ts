import { type Selectable, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import type { LogsTable } from '../db/schema.ts'
import { currentCorrelation } from '../log/correlation.ts'
import type { Caller } from './caller.ts'
import { containing, jsonOrNull } from './columns.ts'
import { type Cursored, cursored } from './page.ts'
import { seesAll, seesDevice, seesRun } from './visibility.ts'

export interface LogEntry {
  readonly id: string
  readonly at: Date
  readonly level: LogsTable['level']
  readonly category: LogsTable['category']
  readonly message: string
  readonly jobId: string | null
  readonly runId: string | null
  readonly targetId: string | null
  readonly deviceId: string | null
  readonly correlationId: string | null
  readonly details: Readonly<Record<string, unknown>> | null
}

export type LogInput = Pick<LogEntry, 'level' | 'category' | 'message'> &
  /** `at` defaults to now. */
  Partial<Pick<LogEntry, 'at' | 'jobId' | 'runId' | 'targetId' | 'deviceId' | 'correlationId' | 'details'>>

export interface LogFilter {
  readonly runId?: string
  readonly deviceId?: string
  readonly jobId?: string
  readonly level?: LogEntry['level']
  readonly category?: LogEntry['category']
  readonly text?: string
}

export interface LogStore {
  append(entries: readonly LogInput[]): Promise<void>
  /** Newest first; with `after` the part that follows this cursor. */
  list(who: Caller, filter: LogFilter, after: string | null, limit: number): Promise<Cursored<LogEntry>>
  /** Oldest first, what came after the entry `sinceId`: for following. */
  since(who: Caller, filter: LogFilter, sinceId: string | null, limit: number): Promise<LogEntry[]>
}

export const createLogStore = (db: Database): LogStore => ({
  async append(entries) {
    if (entries.length === 0) return
    const now = await db.now()
    await db
      .sql()
      .insertInto('logs')
      .values(entries.map((entry) => rowOf(entry, now)))
      .execute()
  },
  async list(who, filter, after, limit) {
    const rows = await matching(db, who, filter)
      .$if(after !== null, (query) => query.where('id', '<', after))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return cursored(rows.map(entryOf), limit)
  },
  async since(who, filter, sinceId, limit) {
    const rows = await matching(db, who, filter)
      .$if(sinceId !== null, (query) => query.where('id', '>', sinceId))
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map(entryOf)
  },
})

/** What is about a device goes with the device, what is about a run with the run; the rest is the system's. */
const matching = (db: Database, who: Caller, filter: LogFilter) =>
  db
    .sql()
    .selectFrom('logs')
    .selectAll()
    .where(sql<boolean>`case when logs.device_id is not null then ${seesDevice(who, 'logs.device_id')}
      when logs.run_id is not null then ${seesRun(who, 'logs.run_id')} else ${seesAll(who)} end`)
    .$if(filter.runId !== undefined, (query) => query.where('run_id', '=', filter.runId!))
    .$if(filter.deviceId !== undefined, (query) => query.where('device_id', '=', filter.deviceId!))
    .$if(filter.jobId !== undefined, (query) => query.where('job_id', '=', filter.jobId!))
    .$if(filter.level !== undefined, (query) => query.where('level', '=', filter.level!))
    .$if(filter.category !== undefined, (query) => query.where('category', '=', filter.category!))
    .$if(filter.text !== undefined, (query) => query.where('message', 'ilike', containing(filter.text ?? '')))

const rowOf = (entry: LogInput, now: Date) => ({
  id: uuid(),
  at: entry.at ?? now,
  level: entry.level,
  category: entry.category,
  message: entry.message,
  job_id: entry.jobId ?? null,
  run_id: entry.runId ?? null,
  target_id: entry.targetId ?? null,
  device_id: entry.deviceId ?? null,
  correlation_id: entry.correlationId ?? currentCorrelation() ?? null,
  details: jsonOrNull(entry.details),
})

const entryOf = (row: Selectable<LogsTable>): LogEntry => ({
  id: row.id,
  at: row.at,
  level: row.level,
  category: row.category,
  message: row.message,
  jobId: row.job_id,
  runId: row.run_id,
  targetId: row.target_id,
  deviceId: row.device_id,
  correlationId: row.correlation_id,
  details: row.details,
})
