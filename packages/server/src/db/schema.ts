/** The tables as Kysely sees them: one interface a table, columns in the order of the migration.
 *  Times are `timestamptz`, read as Date. Ids are UUID version 7, so they sort by time. */
import type { BlobsTable, EscrowsTable, PublicationsTable, QuarantineTable, SnapshotsTable } from './schema/archive.ts'
import type {
  CredentialTagsTable,
  CredentialUsesTable,
  CredentialsTable,
  DataKeysTable,
  DeviceTagsTable,
  DevicesTable,
  HostKeysTable,
  JobDevicesTable,
  JobTagsTable,
  JobsTable,
  TagsTable,
} from './schema/inventory.ts'
import type {
  AuditsTable,
  IdempotencyTable,
  RefreshTokensTable,
  SettingsTable,
  SetupTokensTable,
  UsersTable,
} from './schema/people.ts'
import type { LogsTable, OutboxTable, RunsTable, TargetsTable } from './schema/runs.ts'

export type * from './schema/archive.ts'
export type * from './schema/inventory.ts'
export type * from './schema/people.ts'
export type * from './schema/runs.ts'

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
