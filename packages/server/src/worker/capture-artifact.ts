import { v7 as uuid } from 'uuid'
import { findPlatform } from '@netraven/device'
import type { Keyring } from '../crypto/keyring.ts'
import { escrowContext, markOf, sealChunks } from '../crypto/seal.ts'
import type { Artifact, LastGood } from '../jobs/job-type.ts'
import type { Capture } from '../snapshots/keep.ts'
import { systemCaller } from '../store/caller.ts'
import type { Device } from '../store/devices.ts'
import type { EscrowStore } from '../store/escrows.ts'
import type { Run } from '../store/runs.ts'
import type { BlobStore } from '../store/blobs.ts'
import type { Snapshot, SnapshotStore } from '../store/snapshots.ts'
import type { TextWorkers } from '../text/text-workers.ts'

export interface CaptureParts {
  readonly text: TextWorkers
  readonly keyring: Keyring
  readonly snapshots: SnapshotStore
  readonly blobs: BlobStore
  readonly escrows: EscrowStore
}

export interface CaptureOf {
  readonly device: Device
  readonly run: Run
  readonly targetId: string
  /** Values known to be secret: what NetRaven logged in with. Grows with each credential that is tried. */
  readonly learned: Set<string>
}

const who = systemCaller('worker')

/** Takes the secrets out, seals the original and works out what changed: all that is needed to keep an artifact, and no
 *  transaction open meanwhile. Throws RedactionFailed. */
export async function captureArtifact(parts: CaptureParts, of: CaptureOf, artifact: Artifact): Promise<Capture> {
  const { device } = of
  const redacted = await redactFor(parts, of, artifact.bytes)
  const previous = await parts.snapshots.latest(who, device.id, artifact.name)
  const isSame = previous?.contentHash === redacted.contentHash
  const snapshotId = previous && isSame ? previous.id : uuid()
  const place = escrowContext(snapshotId, isSame ? 'newest' : 'first')
  return {
    snapshotId,
    device,
    run: of.run,
    targetId: of.targetId,
    artifact: artifact.name,
    command: artifact.command,
    provenBy: artifact.proof.by ?? 'unproven',
    flags: [...artifact.flags, ...redacted.flags],
    capturedAt: new Date(),
    text: redacted.bytes,
    sha256: redacted.sha256,
    contentHash: redacted.contentHash,
    sealed: await sealOriginal(parts, device.id, artifact.bytes, place),
    previous,
    isSame,
    lines: isSame ? { added: 0, removed: 0 } : await linesChanged(parts, previous, redacted.bytes),
  }
}

async function linesChanged(parts: CaptureParts, previous: Snapshot | undefined, text: Buffer) {
  const before = previous && (await parts.blobs.get(previous.blobSha256))
  const { added, removed } = await parts.text.diff(before ?? Buffer.alloc(0), text)
  return { added, removed }
}

/** Redacts text of a device, configuration or the tail of an error alike. */
export async function redactFor(
  parts: Pick<CaptureParts, 'text' | 'keyring'>,
  { device, learned }: Omit<CaptureOf, 'run' | 'targetId'>,
  bytes: Buffer,
) {
  const { key } = await parts.keyring.forPurpose('fingerprint', null)
  const platform = findPlatform(device.platform)?.text ?? 'unknown'
  return parts.text.redact({ bytes, platform, deviceId: device.id, key, learned: [...learned] })
}

/** The original under the device's own key; it opens in this place only. */
export async function sealOriginal(
  parts: Pick<CaptureParts, 'keyring'>,
  deviceId: string,
  bytes: Buffer,
  place: string,
): Promise<Capture['sealed']> {
  const { dataKeyId, key } = await parts.keyring.forPurpose('escrow', deviceId)
  return { dataKeyId, bytes: sealChunks(key, bytes, place), rawMark: markOf(key, bytes), rawBytes: bytes.length }
}

/** What the last good snapshot lets a visit know: an unchanged device then needs one read, and a shrunken text a second one. */
export async function lastGoodOf(
  parts: CaptureParts,
  of: Omit<CaptureOf, 'run' | 'targetId'>,
  artifact: string,
): Promise<LastGood | undefined> {
  const snapshot = await parts.snapshots.latest(who, of.device.id, artifact)
  const escrow = snapshot && (await parts.escrows.get(who, snapshot.id))
  if (!snapshot || !escrow) return undefined
  return {
    bytes: escrow.rawBytes,
    sameAs: async (text) => (await redactFor(parts, of, Buffer.from(text))).contentHash === snapshot.contentHash,
  }
}
