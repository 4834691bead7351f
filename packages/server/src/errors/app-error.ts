/** What went wrong as a caller of the API sees it; the kind decides the HTTP status (api/errors.ts). */
export type AppErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'
  | 'sealed'

export class AppError extends Error {
  readonly kind: AppErrorKind
  readonly details: Readonly<Record<string, unknown>>

  constructor(kind: AppErrorKind, message: string, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.kind = kind
    this.details = details
  }
}
