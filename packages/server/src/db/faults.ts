/** SQLSTATE of an error of either engine; undefined for anything else. */
export const sqlStateOf = (error: unknown): string | undefined => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** True when a row of the same name is there already; `constraint` narrows it to one rule. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  sqlStateOf(error) === '23505' &&
  (constraint === undefined || (error as { constraint?: unknown }).constraint === constraint)
