import type { Database } from '../db/database.ts'
import type { Log } from '../log/log.ts'
import type { PublicationStore } from '../store/publications.ts'
import type { BlobStore } from '../store/blobs.ts'
import type { Layout } from './path-of.ts'

export interface ArchiveSettings {
  /** The bare repository; from configuration files or the environment only. */
  readonly path: string
  /** Of a new repository; `rebuild` changes that of an old one. */
  readonly layout: Layout
  /** A commit is in Git at most this much later than its row is in the database. */
  readonly flushMs: number
  /** Commits between two looks at the ref. */
  readonly batch: number
  /** Between two full checks for damage, at least; a large archive is checked less often. Default: 20 s. */
  readonly checkMs?: number
}

export type ArchiveLog = Pick<Log, 'info' | 'warn'>

export interface ArchiveParts {
  readonly db: Database
  readonly publications: PublicationStore
  readonly blobs: BlobStore
  readonly settings: ArchiveSettings
  readonly log: ArchiveLog
}
