/** Who uses the program, what it was told, and the record of both. */
import type { Generated } from 'kysely'
import type { At, Json, JsonOrNull } from './columns.ts'

export interface UsersTable {
  id: string
  name: string
  password_hash: string
  role: 'admin' | 'operator' | 'viewer'
  disabled: Generated<boolean>
  /** Tokens issued before this moment are dead (logout everywhere, new password). */
  tokens_valid_from: At
  created_at: At
}

export interface RefreshTokensTable {
  id: string
  user_id: string
  /** All tokens rotated from one login; reuse of a spent one revokes the family. */
  family: string
  token_hash: string
  expires_at: Date
  used_at: Date | null
  revoked_at: Date | null
}

export interface SetupTokensTable {
  token_hash: string
  expires_at: Date
}

export interface AuditsTable {
  id: string
  at: At
  /** `admin` (a user's name), `local:<OS user>` or `system:<role>`. */
  actor: string
  /** `device.create`, `credential.unlock`, `auth.login_refused`, … */
  action: string
  object_type: string
  object_id: string | null
  details: JsonOrNull
  correlation_id: string | null
}

export interface SettingsTable {
  key: string
  value: Json<{ value: unknown }>
  updated_by: string
  updated_at: At
}

export interface IdempotencyTable {
  key: string
  caller: string
  request_hash: string
  status: number
  body: string
  created_at: At
}
