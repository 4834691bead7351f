import type { ArchiveRebuilt, Setting, Verification } from '@netraven/contract'
import type { createSealCredential } from '../credentials/seal-input.ts'
import type { Keyring } from '../crypto/keyring.ts'
import type { Database } from '../db/database.ts'
import type { JobSchedule } from '../db/schema.ts'
import type { Log } from '../log/log.ts'
import type { CancelRun } from '../runs/cancel-run.ts'
import type { EnqueueRun } from '../runs/enqueue-run.ts'
import type { Caller } from '../store/caller.ts'
import type { Escrow } from '../store/escrows.ts'
import type { Stores } from '../store/stores.ts'

/** All that the API stands on, handed in by wiring. */
export interface ApiParts {
  readonly db: Database
  readonly stores: Stores
  readonly log: Log
  readonly keyring: Keyring
  readonly enqueueRun: EnqueueRun
  readonly cancelRun: CancelRun
  /** The next fires of a schedule; throws an Error for people when the schedule cannot be. */
  readonly nextFires: (schedule: JobSchedule, after: Date, count: number) => Date[]
  readonly sealCredential: ReturnType<typeof createSealCredential>
  /** The byte-exact original behind a snapshot. */
  readonly openEscrow: (escrow: Escrow) => Promise<Buffer>
  readonly diffTexts: (
    before: string,
    after: string,
    names: { readonly before: string; readonly after: string },
  ) => Promise<TextDiff>
  readonly archive: ArchiveDoor
  /** Hashes everything that is stored again. */
  readonly verify: () => Promise<Verification>
  readonly settings: SettingsDoor
  readonly authSettings: { readonly accessMinutes: () => number; readonly refreshDays: () => number }
  readonly version: string
}

export interface TextDiff {
  /** As `diff -u` writes it; empty where nothing differs. */
  readonly unified: string
  readonly added: number
  readonly removed: number
}

export interface ArchiveDoor {
  verify(): Promise<Verification>
  rebuild(options: { readonly layout?: 'by-host' | 'sharded' }): Promise<ArchiveRebuilt>
}

/** The configuration as people see and set it: each value with its source. */
export interface SettingsDoor {
  list(): Promise<Setting[]>
  /** AppError `not_found` with a suggestion for an unknown key, `invalid` for a wrong value or one that is not set here. */
  set(who: Caller, key: string, value: unknown): Promise<Setting>
  unset(who: Caller, key: string): Promise<Setting>
}

/** Where requests come from: the network, where each must prove who sends it, or a door that only the owner of the
 *  data folder can open (a Unix socket of mode 0600, or the same process). */
export type Door =
  | { readonly kind: 'network'; readonly loginsPerMinute?: number }
  | { readonly kind: 'local'; readonly osUser: string }
