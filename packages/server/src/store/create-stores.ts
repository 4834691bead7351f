import type { Database } from '../db/database.ts'
import { createAuditStore } from './audits.ts'
import { createCredentialStore } from './credentials.ts'
import { createDataKeyStore } from './data-keys.ts'
import { createDeviceStore } from './devices.ts'
import { createEscrowStore } from './escrows.ts'
import { createQuarantineStore } from './quarantine.ts'
import { createHostKeyStore } from './host-keys.ts'
import { createJobStore } from './jobs.ts'
import { createLogStore } from './logs.ts'
import { createOutboxStore } from './outbox.ts'
import { createPublicationStore } from './publications.ts'
import { createRunStore } from './runs.ts'
import { createIdempotencyStore } from './idempotency.ts'
import { createSettingStore } from './settings.ts'
import { createBlobStore } from './blobs.ts'
import { createSnapshotStore } from './snapshots.ts'
import type { Stores } from './stores.ts'
import { createTagStore } from './tags.ts'
import { createTargetStore } from './targets.ts'
import { createLoginStore } from './logins.ts'
import { createUserStore } from './users.ts'

export const createStores = (db: Database): Stores => ({
  audits: createAuditStore(db),
  blobs: createBlobStore(db),
  credentials: createCredentialStore(db),
  dataKeys: createDataKeyStore(db),
  devices: createDeviceStore(db),
  escrows: createEscrowStore(db),
  hostKeys: createHostKeyStore(db),
  idempotency: createIdempotencyStore(db),
  jobs: createJobStore(db),
  logins: createLoginStore(db),
  logs: createLogStore(db),
  outbox: createOutboxStore(db),
  publications: createPublicationStore(db),
  quarantine: createQuarantineStore(db),
  runs: createRunStore(db),
  settings: createSettingStore(db),
  snapshots: createSnapshotStore(db),
  tags: createTagStore(db),
  targets: createTargetStore(db),
  users: createUserStore(db),
})
