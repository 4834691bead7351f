import type { Caller } from './caller.ts'
import type { Cursored } from './page.ts'

export interface Snapshot {
  readonly id: string
  readonly deviceId: string
  readonly hostname: string
  readonly artifact: string
  readonly blobSha256: string
  readonly contentHash: string
  readonly bytes: number
  readonly previousId: string | null
  readonly targetId: string
  readonly runId: string
  readonly linesAdded: number
  readonly linesRemoved: number
  readonly command: string
  readonly provenBy: string
  readonly flags: readonly string[]
  readonly capturedAt: Date
  readonly verifiedAt: Date
  /** Null until the archivist has published it. */
  readonly commitId: string | null
}

export interface SnapshotInput {
  readonly id: string
  readonly deviceId: string
  readonly artifact: string
  readonly blobSha256: string
  readonly contentHash: string
  readonly previousId: string | null
  readonly targetId: string
  readonly runId: string
  readonly linesAdded: number
  readonly linesRemoved: number
  readonly command: string
  readonly provenBy: string
  readonly flags: readonly string[]
  readonly capturedAt: Date
}

export interface SnapshotFilter {
  readonly deviceId?: string
  readonly artifact?: string
  readonly runId?: string
}

export interface SnapshotStore {
  /** Newest first. */
  list(who: Caller, filter: SnapshotFilter, after: string | null, limit: number): Promise<Cursored<Snapshot>>
  get(who: Caller, id: string): Promise<Snapshot | undefined>
  latest(who: Caller, deviceId: string, artifact: string): Promise<Snapshot | undefined>
  insert(input: SnapshotInput): Promise<void>
  /** The same text was seen again: "last verified" moves on. */
  touch(id: string, at: Date): Promise<void>
}

/** Redacted text by its hash, stored once. */
export interface BlobStore {
  put(sha256: string, bytes: Buffer): Promise<void>
  /** The exact bytes; throws when the stored content does not hash to its name. */
  get(sha256: string): Promise<Buffer | undefined>
  /** Every blob in order of hash, for `verify`. */
  pages(limit: number): AsyncIterable<{ sha256: string; content: Buffer }>
}
