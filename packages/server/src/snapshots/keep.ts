import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import { snapshotMessage } from '../publication/commit-message.ts'
import { systemCaller } from '../store/caller.ts'
import type { EscrowStore } from '../store/escrows.ts'
import type { OutboxStore } from '../store/outbox.ts'
import type { PublicationStore } from '../store/publications.ts'
import type { Run } from '../store/runs.ts'
import type { BlobStore } from '../store/blobs.ts'
import type { Snapshot, SnapshotStore } from '../store/snapshots.ts'

export interface KeepParts {
  readonly db: Database
  readonly blobs: BlobStore
  readonly snapshots: SnapshotStore
  readonly escrows: EscrowStore
  readonly publications: PublicationStore
  readonly outbox: OutboxStore
}

/** A proven artifact without its secrets, and its sealed original. */
export interface Capture {
  /** Of the snapshot to be made, or of the one that says the same. */
  readonly snapshotId: string
  readonly device: { readonly id: string; readonly hostname: string }
  readonly run: Run
  readonly targetId: string
  readonly artifact: string
  readonly command: string
  readonly provenBy: string
  readonly flags: readonly string[]
  readonly capturedAt: Date
  /** Redacted bytes, their SHA-256 and the hash of the text without volatile lines. */
  readonly text: Buffer
  readonly sha256: string
  readonly contentHash: string
  readonly sealed: {
    readonly dataKeyId: string
    readonly bytes: Buffer
    readonly rawMark: string
    readonly rawBytes: number
  }
  /** The snapshot that the difference was worked out against, before the transaction. */
  readonly previous: Snapshot | undefined
  /** Whether that snapshot already says this, volatile lines aside. */
  readonly isSame: boolean
  readonly lines: { readonly added: number; readonly removed: number }
}

export interface Kept {
  readonly snapshotId: string
  readonly outcome: 'new' | 'changed' | 'unchanged'
}

/** Keeps a capture: a new snapshot with blob, sealed original, publication and message, or a later "last verified" of
 *  the one that stands. Part of the caller's transaction, which also holds the target's result and has locked the
 *  hostname: a rename during the visit must not publish under the old name. */
export async function keep(parts: KeepParts, hostname: string, capture: Capture): Promise<Kept> {
  const { previous, snapshotId, isSame } = capture
  if (isSame) {
    await keepUnchanged(parts, capture)
    return { snapshotId, outcome: 'unchanged' }
  }
  await parts.blobs.put(capture.sha256, capture.text)
  await parts.snapshots.insert(rowOf(capture))
  await parts.escrows.put(escrowOf(capture, 'first'))
  await publish(parts, hostname, capture)
  return { snapshotId, outcome: previous ? 'changed' : 'new' }
}

/** Nothing to see has changed. When hidden values did, the newest original is kept beside the first. */
async function keepUnchanged(parts: KeepParts, capture: Capture): Promise<void> {
  await parts.snapshots.touch(capture.snapshotId, capture.capturedAt)
  const escrow = await parts.escrows.get(systemCaller('worker'), capture.snapshotId)
  if (escrow?.rawMark !== capture.sealed.rawMark) await parts.escrows.put(escrowOf(capture, 'newest'))
}

async function publish(parts: KeepParts, hostname: string, capture: Capture): Promise<void> {
  const { snapshotId, device, run, artifact, lines } = capture
  await parts.publications.add({
    id: uuid(),
    kind: 'snapshot',
    deviceId: device.id,
    snapshotId,
    hostname,
    oldHostname: null,
    artifact,
    blobSha256: capture.sha256,
    authorName: run.authorName ?? 'NetRaven',
    message: snapshotMessage({
      hostname,
      artifact,
      ...lines,
      first: !capture.previous,
      jobName: run.jobName,
      jobId: run.jobId,
      runId: run.id,
      deviceId: device.id,
      snapshotId,
      capturedAt: capture.capturedAt,
      sha256: capture.sha256,
    }),
    committedAt: capture.capturedAt,
  })
  const payload = {
    device_id: device.id,
    hostname,
    artifact,
    snapshot_id: snapshotId,
    run_id: run.id,
    lines_added: lines.added,
    lines_removed: lines.removed,
  }
  await parts.outbox.add({ type: 'device.config.changed', payload, correlationId: run.correlationId })
  await parts.db.notify('netraven_publications', snapshotId)
}

const rowOf = (capture: Capture) => ({
  id: capture.snapshotId,
  previousId: capture.previous?.id ?? null,
  deviceId: capture.device.id,
  artifact: capture.artifact,
  blobSha256: capture.sha256,
  contentHash: capture.contentHash,
  targetId: capture.targetId,
  runId: capture.run.id,
  linesAdded: capture.lines.added,
  linesRemoved: capture.lines.removed,
  command: capture.command,
  provenBy: capture.provenBy,
  flags: capture.flags,
  capturedAt: capture.capturedAt,
})

const escrowOf = ({ snapshotId, device, sealed, capturedAt }: Capture, kind: 'first' | 'newest') => ({
  snapshotId,
  kind,
  deviceId: device.id,
  dataKeyId: sealed.dataKeyId,
  rawMark: sealed.rawMark,
  rawBytes: sealed.rawBytes,
  sealed: sealed.bytes,
  capturedAt,
})
