/** What an API server does wrong with questions, and with logins where `at` says so; `times`: then it is well again. */
export type ApiFault = { readonly at?: 'login'; readonly times?: number } & (
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'envelope' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'type'; readonly type: string }
  /** Stops in the middle: before the declared length, or without the last chunk. */
  | { readonly kind: 'cut'; readonly atByte: number; readonly how: 'length' | 'chunked' }
  /** The end of the connection is the end of the answer, whole or not. */
  | { readonly kind: 'unmarked'; readonly atByte?: number }
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  | { readonly kind: 'endless' }
  | { readonly kind: 'silent'; readonly atByte: number }
  | { readonly kind: 'huge-headers'; readonly bytes: number }
  | { readonly kind: 'not-http' }
  | { readonly kind: 'hang-up' }
)
