import type { Passwords } from '../auth/passwords.ts'
import type { Sessions } from '../auth/sessions.ts'
import type { ApiParts } from './parts.ts'
import type { RunWatch } from './run-watch.ts'

/** The parts of the API with those that it made of them itself. */
export interface RouteParts extends ApiParts {
  readonly sessions: Sessions
  readonly passwords: Passwords
  readonly watch: RunWatch
  readonly loginsPerMinute: number
}

/** How often a secret may be guessed at, wherever one is asked for. */
export const guesses = ({ loginsPerMinute }: RouteParts) => ({ max: loginsPerMinute, timeWindow: '1 minute' })
