import type { DataKeyStore } from '../crypto/data-key.ts'
import type { AuditStore } from './audits.ts'
import type { CredentialStore } from './credentials.ts'
import type { DeviceStore } from './devices.ts'
import type { EscrowStore } from './escrows.ts'
import type { QuarantineStore } from './quarantine.ts'
import type { HostKeyStore } from './host-keys.ts'
import type { JobStore } from './jobs.ts'
import type { LogStore } from './logs.ts'
import type { OutboxStore } from './outbox.ts'
import type { PublicationStore } from './publications.ts'
import type { RunStore } from './runs.ts'
import type { IdempotencyStore } from './idempotency.ts'
import type { SettingStore } from './settings.ts'
import type { BlobStore } from './blobs.ts'
import type { SnapshotStore } from './snapshots.ts'
import type { TagStore } from './tags.ts'
import type { TargetStore } from './targets.ts'
import type { LoginStore } from './logins.ts'
import type { UserStore } from './users.ts'

/** All that the program remembers, one store a subject. */
export interface Stores {
  readonly audits: AuditStore
  readonly blobs: BlobStore
  readonly credentials: CredentialStore
  readonly dataKeys: DataKeyStore
  readonly devices: DeviceStore
  readonly escrows: EscrowStore
  readonly hostKeys: HostKeyStore
  readonly idempotency: IdempotencyStore
  readonly jobs: JobStore
  readonly logins: LoginStore
  readonly logs: LogStore
  readonly outbox: OutboxStore
  readonly publications: PublicationStore
  readonly quarantine: QuarantineStore
  readonly runs: RunStore
  readonly settings: SettingStore
  readonly snapshots: SnapshotStore
  readonly tags: TagStore
  readonly targets: TargetStore
  readonly users: UserStore
}
