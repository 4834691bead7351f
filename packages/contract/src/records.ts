import { z } from 'zod'
import { cursored, cursorQuery, id, line, moment, openRecord } from './primitives.ts'

export const logLevel = z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'])
export const logCategory = z.enum(['connection', 'session', 'execution', 'result', 'security', 'system'])

export const logEntry = z
  .object({
    id,
    at: moment,
    level: logLevel,
    category: logCategory,
    message: z.string(),
    job_id: id.nullable(),
    run_id: id.nullable(),
    target_id: id.nullable(),
    device_id: id.nullable(),
    correlation_id: z.string().nullable(),
    details: openRecord.nullable(),
  })
  .meta({ id: 'LogEntry' })

export const logList = cursored(logEntry)

const logFilter = {
  run_id: id.optional(),
  job_id: id.optional(),
  device_id: id.optional(),
  level: logLevel.optional(),
  category: logCategory.optional(),
  text: line(200).optional(),
}

export const logQuery = z.strictObject({ ...cursorQuery, ...logFilter })

/** Oldest first, what came after the entry `since`: for following. */
export const logTailQuery = z.strictObject({ ...logFilter, since: id.optional(), limit: cursorQuery.limit })
export const logTail = z.object({ items: z.array(logEntry) })

export const auditEntry = z
  .object({
    id,
    at: moment,
    actor: z.string(),
    action: z.string(),
    object_type: z.string(),
    object_id: z.string().nullable(),
    details: openRecord.nullable(),
    correlation_id: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' })

export const auditList = cursored(auditEntry)
export const auditQuery = z.strictObject(cursorQuery)

export type LogEntry = z.input<typeof logEntry>
export type AuditEntry = z.input<typeof auditEntry>
