import { AppError } from '../errors/app-error.ts'

/** SQLSTATE of an error of either engine; undefined for anything else. */
export const sqlStateOf = (error: unknown): string | undefined => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** True when a row of the same name is there already; `constraint` narrows it to one rule. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  sqlStateOf(error) === '23505' &&
  (constraint === undefined || (error as { constraint?: unknown }).constraint === constraint)

/** True when another row still points at the one that is to go. */
export const isForeignKeyViolation = (error: unknown, constraint: string): boolean =>
  /^(23503|23001)$/.test(sqlStateOf(error) ?? '') && (error as { constraint?: unknown }).constraint === constraint

/** Of the network, and of PostgreSQL: classes 08 (connection) and 57P (shutdown), 53300 (no room for another one), 25P03
 *  (the session was idle in a transaction for too long). */
const awayCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|08...|53300|57P..|25P03)$/

/** The driver's own words for a connection that broke or did not come: these errors have no code. */
const awayWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed))/

/** True when a statement failed because the database could not be reached: it may well work in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AppError) return error.kind === 'unavailable' // the embedded one says so itself
  const code: unknown = 'code' in error ? error.code : undefined
  return typeof code === 'string' ? awayCodes.test(code) : awayWords.test(error.message)
}
