/** Limits of one visit. A budget overrun ends the visit with a typed error and destroys the socket within a second. */
export interface Budgets {
  /** TCP connection, ms → `unreachable`. */
  readonly connectMs: number
  /** SSH identification and key exchange, ms → `timeout`. */
  readonly keyExchangeMs: number
  /** Authentication, ms → `timeout`. */
  readonly authMs: number
  /** Text before the SSH identification and login banner, bytes → `unsupported`. */
  readonly bannerBytes: number
  /** One line of output, bytes → `incomplete`. */
  readonly lineBytes: number
  /** One answer, bytes → `incomplete`. */
  readonly outputBytes: number
  /** Silence while an answer is due, ms → `timeout`, or `prompt` when there was text but no known prompt. */
  readonly idleMs: number
  /** Slowest acceptable answer: bytes per second over `progressWindowMs` → `timeout`. */
  readonly progressBytesPerSecond: number
  readonly progressWindowMs: number
  /** The whole visit, ms → `timeout`. */
  readonly totalMs: number
  /** Pages of one paged answer → `incomplete`. */
  readonly pages: number
}

/** The limits that hold unless the caller says otherwise. */
export const DEFAULT_BUDGETS: Budgets = {
  connectMs: 15_000,
  keyExchangeMs: 15_000,
  authMs: 20_000,
  bannerBytes: 64 * 1024,
  lineBytes: 1024 * 1024,
  outputBytes: 256 * 1024 * 1024,
  idleMs: 60_000,
  progressBytesPerSecond: 64,
  progressWindowMs: 60_000,
  totalMs: 30 * 60_000,
  pages: 20_000,
}
