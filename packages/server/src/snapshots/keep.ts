import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import { snapshotMessage } from '../publication/commit-message.ts'
import { systemCaller } from '../store/caller.ts'
import type { EscrowStore } from '../store/escrows.ts'
import type { OutboxStore } from '../store/outbox.ts'
import type { PublicationStore } from '../store/publications.ts'
import type { Run } from '../store/runs.ts'
import type { BlobStore, Snapshot, SnapshotStore } from '../store/snapshots.ts'

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
  readonly sealed: { readonly dataKeyId: string; readonly bytes: Buffer; readonly rawSha256: string; readonly rawBytes: number }
  /** The snapshot that the difference was worked out against, before the transaction. */
  readonly previous: Snapshot | undefined
  readonly linesAdded: number
  readonly linesRemoved: number
}

export interface Kept {
  readonly snapshotId: string
  readonly outcome: 'new' | 'changed' | 'unchanged'
}

/** Keeps a capture: a new snapshot with blob, sealed original, publication and message, or a later "last verified" of
 *  the one that stands. Part of the caller's transaction, which also holds the target's result. */
export async function keep(parts: KeepParts, capture: Capture): Promise<Kept> {
  const { previous } = capture
  if (previous?.contentHash === capture.contentHash) return keepUnchanged(parts, capture, previous)
  const snapshotId = uuid()
  await parts.blobs.put(capture.sha256, capture.text)
  await parts.snapshots.insert({ ...rowOf(capture), id: snapshotId, previousId: previous?.id ?? null })
  await parts.escrows.put(escrowOf(capture, snapshotId, 'first'))
  await publish(parts, capture, snapshotId)
  return { snapshotId, outcome: previous ? 'changed' : 'new' }
}

/** Nothing to see has changed. When hidden values did, the newest original is kept beside the first. */
async function keepUnchanged(parts: KeepParts, capture: Capture, previous: Snapshot): Promise<Kept> {
  await parts.snapshots.touch(previous.id, capture.capturedAt)
  const escrow = await parts.escrows.get(systemCaller('worker'), previous.id)
  if (escrow?.rawSha256 !== capture.sealed.rawSha256) await parts.escrows.put(escrowOf(capture, previous.id, 'newest'))
  return { snapshotId: previous.id, outcome: 'unchanged' }
}

async function publish(parts: KeepParts, capture: Capture, snapshotId: string): Promise<void> {
  const { device, run, artifact, linesAdded, linesRemoved } = capture
  await parts.publications.add({
    id: uuid(),
    kind: 'snapshot',
    deviceId: device.id,
    snapshotId,
    hostname: device.hostname,
    oldHostname: null,
    artifact,
    blobSha256: capture.sha256,
    authorName: run.authorName ?? 'NetRaven',
    message: snapshotMessage({
      hostname: device.hostname,
      artifact,
      added: linesAdded,
      removed: linesRemoved,
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
  const payload = { device_id: device.id, hostname: device.hostname, artifact, snapshot_id: snapshotId, run_id: run.id }
  const lines = { lines_added: linesAdded, lines_removed: linesRemoved }
  await parts.outbox.add({ type: 'device.config.changed', payload: { ...payload, ...lines }, correlationId: run.correlationId })
  await parts.db.notify('netraven_publications', snapshotId)
}

const rowOf = (capture: Capture) => ({
  deviceId: capture.device.id,
  artifact: capture.artifact,
  blobSha256: capture.sha256,
  contentHash: capture.contentHash,
  targetId: capture.targetId,
  runId: capture.run.id,
  linesAdded: capture.linesAdded,
  linesRemoved: capture.linesRemoved,
  command: capture.command,
  provenBy: capture.provenBy,
  flags: capture.flags,
  capturedAt: capture.capturedAt,
})

const escrowOf = ({ device, sealed, capturedAt }: Capture, snapshotId: string, kind: 'first' | 'newest') => ({
  snapshotId,
  kind,
  deviceId: device.id,
  dataKeyId: sealed.dataKeyId,
  rawSha256: sealed.rawSha256,
  rawBytes: sealed.rawBytes,
  sealed: sealed.bytes,
  capturedAt,
})
