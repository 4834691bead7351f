import { openSession, pinned, type Budgets, type OpenSessionOptions, type Session } from '@netraven/device'
import type { ApiServer } from './api-server.ts'
import type { ApiSample } from './samples.ts'

/** Short enough for a test, long enough for two busy cores. */
export const shortBudgets: Budgets = {
  connectMs: 1_500,
  keyExchangeMs: 1_500,
  authMs: 1_500,
  bannerBytes: 64 * 1024,
  lineBytes: 1024,
  outputBytes: 1_000_000,
  idleMs: 1_500,
  progressBytesPerSecond: 64,
  progressWindowMs: 1_000,
  totalMs: 8_000,
  pages: 10,
}

/** Opens a session with a lab API as a rightful visitor does; `other` says what is different. */
export const visitApi = (
  server: ApiServer,
  { platform, content }: ApiSample,
  other: Partial<OpenSessionOptions> = {},
): Promise<Session> =>
  openSession({
    host: server.host,
    port: server.port,
    platform,
    transport: 'http',
    credential: { username: content.username, password: () => content.password },
    ...(content.enableSecret !== undefined && { enableSecret: () => content.enableSecret ?? '' }),
    hostKey: pinned([server.fingerprint ?? '']),
    budgets: shortBudgets,
    ...other,
  })
