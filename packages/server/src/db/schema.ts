/** The tables as Kysely sees them: one interface a table, columns in the order of the migration.
 *  Times are `timestamptz`, read as Date. Ids are UUID version 7, so they sort by time. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

type At = Generated<Date>
type Json<T extends object = Record<string, unknown>> = JSONColumnType<T, string, string>
type JsonOrNull<T extends object = Record<string, unknown>> = ColumnType<
  T | null,
  string | null | undefined,
  string | null
>

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

export interface TagsTable {
  id: string
  name: string
  created_at: At
}

export interface DevicesTable {
  id: string
  hostname: string
  /** Lower-case hostname: two names that differ in case only would collide in the archive. */
  hostname_folded: string
  title: string | null
  address: string
  port: number
  transport: 'ssh' | 'telnet' | 'http'
  platform: string
  algorithms: 'modern' | 'compatible' | 'legacy'
  enabled: Generated<boolean>
  facts: JsonOrNull<Record<string, string | null>>
  facts_at: Date | null
  /** Set while an offered host key waits for an admin. */
  held_reason: string | null
  version: Generated<number>
  created_at: At
  updated_at: At
}

export interface DeviceTagsTable {
  device_id: string
  tag_id: string
}

export interface HostKeysTable {
  device_id: string
  /** What the key belongs to: `[address]:port`. */
  endpoint: string
  state: 'pinned' | 'offered'
  algorithm: string
  /** Base64 of the key blob. */
  public_key: string
  /** `SHA256:…` as OpenSSH prints it. */
  fingerprint: string
  run_id: string | null
  created_at: At
}

export interface DataKeysTable {
  id: string
  purpose: 'credential' | 'token' | 'escrow' | 'fingerprint'
  /** The device of an escrow key; null for keys of the whole installation. */
  device_id: string | null
  kek_version: number
  wrapped: string
  retired_at: Date | null
  created_at: At
}

export interface CredentialsTable {
  id: string
  name: string
  username: string
  /** base64 of nonce ‖ ciphertext ‖ tag. */
  password_sealed: string | null
  enable_sealed: string | null
  data_key_id: string
  priority: Generated<number>
  /** Refusals since the last success, on whatever device. */
  refused_in_a_row: Generated<number>
  created_at: At
  updated_at: At
  version: Generated<number>
}

export interface CredentialTagsTable {
  credential_id: string
  tag_id: string
}

/** What a credential did on a device: chooses the next one to try. */
export interface CredentialUsesTable {
  credential_id: string
  device_id: string
  succeeded: Generated<number>
  refused: Generated<number>
  /** Refusals since the last success. */
  refused_in_a_row: Generated<number>
  last_used_at: At
}

export type JobSchedule =
  | { kind: 'manual' }
  | { kind: 'interval'; every_s: number }
  | { kind: 'cron'; expression: string; time_zone: string }

export interface JobsTable {
  id: string
  name: string
  type: string
  params: Json
  schedule: Json<JobSchedule>
  /** All devices of these tags and these devices; none of both = every device that the owner sees. */
  all_devices: Generated<boolean>
  max_parallel: number | null
  enabled: Generated<boolean>
  owner_id: string | null
  owner_name: string
  next_fire_at: Date | null
  version: Generated<number>
  created_at: At
  updated_at: At
}

export interface JobDevicesTable {
  job_id: string
  device_id: string
}

export interface JobTagsTable {
  job_id: string
  tag_id: string
}

export type RunStatus =
  | 'QUEUED'
  | 'RUNNING'
  | 'COMPLETED'
  | 'COMPLETED_WITH_FAILURES'
  | 'COMPLETED_NO_DEVICES'
  | 'FAILED'
  | 'CANCELLED'

export interface RunsTable {
  id: string
  job_id: string | null
  job_name: string
  type: string
  params: Json
  /** The devices of this run when it is not the job's own choice. */
  device_ids: JsonOrNull<string[]>
  /** The moment the schedule named; unique per job. Null for a run started by hand. */
  due_at: Date | null
  trigger: 'manual' | 'schedule'
  requested_by: string
  /** The author of the commits of this run, when a person started it. */
  author_name: string | null
  max_parallel: number
  status: RunStatus
  planned: Generated<boolean>
  cancel_requested: Generated<boolean>
  targets_total: Generated<number>
  targets_succeeded: Generated<number>
  targets_failed: Generated<number>
  targets_skipped: Generated<number>
  correlation_id: string
  ticketed_at: At
  created_at: At
  started_at: Date | null
  ended_at: Date | null
}

export type TargetStatus = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | 'CANCELLED' | 'UNKNOWN'

export interface TargetsTable {
  id: string
  run_id: string
  device_id: string
  hostname: string
  status: TargetStatus
  /** Fencing token: a result counts only with the number under which its worker claimed the target. */
  attempt: Generated<number>
  /** How often a worker was lost with this target in hand. */
  lost: Generated<number>
  worker: string | null
  lease_until: Date | null
  ticketed_at: Date | null
  error_code: string | null
  error_message: string | null
  error_details: JsonOrNull
  snapshot_id: string | null
  /** What the visit found: `new`, `changed`, `unchanged`. */
  outcome: string | null
  created_at: At
  started_at: Date | null
  ended_at: Date | null
}

export interface BlobsTable {
  /** SHA-256 of the bytes, hex. */
  sha256: string
  bytes: number
  /** gzip of the bytes; column storage is external. */
  content: Uint8Array
  created_at: At
}

export interface SnapshotsTable {
  id: string
  device_id: string
  artifact: string
  blob_sha256: string
  /** SHA-256 of the redacted text without volatile lines: equal = nothing changed. */
  content_hash: string
  previous_id: string | null
  target_id: string
  run_id: string
  lines_added: number
  lines_removed: number
  command: string
  proven_by: string
  flags: Json<string[]>
  captured_at: Date
  verified_at: Date
  created_at: At
}

export interface EscrowsTable {
  snapshot_id: string
  /** `first` belongs to the snapshot's text; `newest` is a later capture that differs in hidden values only. */
  kind: 'first' | 'newest'
  device_id: string
  data_key_id: string
  /** SHA-256 of the raw bytes, hex. */
  raw_sha256: string
  raw_bytes: number
  sealed: Uint8Array
  captured_at: Date
}

export interface QuarantineTable {
  id: string
  device_id: string
  target_id: string
  run_id: string
  artifact: string
  reason: string
  error_code: string
  data_key_id: string
  raw_bytes: number
  sealed: Uint8Array
  created_at: At
}

export interface PublicationsTable {
  id: string
  /** Given by the archivist, without gaps: the order of the commits. */
  number: number | null
  kind: 'snapshot' | 'rename' | 'remove'
  device_id: string
  snapshot_id: string | null
  /** The name under which the commit writes (archive/path-of.ts makes the path); for a removal the name it takes away. */
  hostname: string
  /** The name that a rename takes away. */
  old_hostname: string | null
  /** `running-config`, …; null for a rename or removal, which moves all of the device's files. */
  artifact: string | null
  blob_sha256: string | null
  author_name: string
  message: string
  committed_at: Date
  commit_id: string | null
  published_at: Date | null
  created_at: At
}

export interface OutboxTable {
  id: string
  type: string
  payload: Json
  correlation_id: string
  created_at: At
  delivered_at: Date | null
}

export interface LogsTable {
  id: string
  at: Date
  level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL'
  category: 'connection' | 'session' | 'execution' | 'result' | 'security' | 'system'
  message: string
  job_id: string | null
  run_id: string | null
  target_id: string | null
  device_id: string | null
  correlation_id: string | null
  details: JsonOrNull
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

export interface Schema {
  users: UsersTable
  refresh_tokens: RefreshTokensTable
  setup_tokens: SetupTokensTable
  tags: TagsTable
  devices: DevicesTable
  device_tags: DeviceTagsTable
  host_keys: HostKeysTable
  data_keys: DataKeysTable
  credentials: CredentialsTable
  credential_tags: CredentialTagsTable
  credential_uses: CredentialUsesTable
  jobs: JobsTable
  job_devices: JobDevicesTable
  job_tags: JobTagsTable
  runs: RunsTable
  targets: TargetsTable
  blobs: BlobsTable
  snapshots: SnapshotsTable
  escrows: EscrowsTable
  quarantine: QuarantineTable
  publications: PublicationsTable
  outbox: OutboxTable
  logs: LogsTable
  audits: AuditsTable
  settings: SettingsTable
  idempotency: IdempotencyTable
}
