import { openSession, pinned, type Budgets, type OpenSessionOptions, type Session } from '@netraven/device'
import type { ApiServer } from './api-server.ts'
import type { ApiContent } from './vendor-api.ts'

/** Short enough for a test, long enough for two busy cores. */
const shortBudgets: Partial<Budgets> = {
  connectMs: 1_500,
  keyExchangeMs: 1_500,
  authMs: 1_500,
  idleMs: 1_500,
  progressWindowMs: 1_000,
  outputBytes: 4_000_000,
}

/** Opens a session with a lab API as a rightful visitor does; `other` says what is different. */
export const visitApi = (
  server: ApiServer,
  platform: string,
  content: ApiContent,
  other: Partial<OpenSessionOptions> = {},
): Promise<Session> =>
  openSession({
    host: server.host,
    port: server.port,
    platform,
    transport: 'http',
    credential: { username: content.username, password: () => content.password },
    hostKey: pinned([server.fingerprint ?? '']),
    budgets: shortBudgets,
    ...other,
  })
