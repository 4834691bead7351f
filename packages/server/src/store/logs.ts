import type { LogsTable } from '../db/schema.ts'
import type { Caller } from './caller.ts'
import type { Cursored } from './page.ts'

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
