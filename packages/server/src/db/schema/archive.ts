/** What the visits brought home. */
import type { At, Json } from './columns.ts'

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
  /** Equal for equal originals under the same data key (crypto/seal.ts: markOf), hex. */
  raw_mark: string
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
