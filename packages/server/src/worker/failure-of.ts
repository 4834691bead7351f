import { DeviceError } from '@netraven/device'
import { v7 as uuid } from 'uuid'
import { quarantineContext } from '../crypto/seal.ts'
import { AppError } from '../errors/app-error.ts'
import type { Artifact } from '../jobs/job-type.ts'
import type { Suspect } from '../snapshots/quarantine.ts'
import { RedactionFailed } from '../text/failures.ts'
import { type CaptureOf, type CaptureParts, redactFor, sealOriginal } from './capture-artifact.ts'
import type { TargetFailure } from './settle-target.ts'

export type FailureParts = Pick<CaptureParts, 'text' | 'keyring'>

/** The unproven text of a visit: what an artifact holds, or what an error left behind. */
type Leftover = Pick<Artifact, 'name' | 'bytes'>

/** A message may quote a line of the device. */
const LONGEST_MESSAGE = 1000

/** What a target's row, log and message say about an error. Device text in it is redacted; text that was read is sealed
 *  for the quarantine. Faults of our own get a system code and no detail: their stack is in the log. */
export async function failureOf(
  parts: FailureParts,
  of: CaptureOf,
  error: unknown,
  leftover?: Leftover,
): Promise<TargetFailure> {
  if (!(error instanceof DeviceError)) return { status: 'FAILED', details: {}, ...systemFault(error) }
  const { transcriptTail, partial, ...details } = error.details
  const tail = transcriptTail ? await withoutSecrets(parts, of, transcriptTail) : undefined
  const text = leftover ?? (partial?.length ? { name: 'running-config', bytes: partial } : undefined)
  const message = await withoutSecrets(parts, of, error.message.slice(0, LONGEST_MESSAGE))
  const suspect = text && (await suspectOf(parts, of, text, { code: error.kind, message }))
  return {
    status: error.kind === 'cancelled' ? 'CANCELLED' : 'FAILED',
    code: error.kind,
    message,
    details: { ...details, ...(tail === undefined ? {} : { transcriptTail: tail }) },
    ...(suspect ? { suspect } : {}),
  }
}

async function suspectOf(
  parts: FailureParts,
  of: CaptureOf,
  text: Leftover,
  { code, message }: { code: string; message: string },
): Promise<Suspect> {
  const id = uuid()
  return {
    id,
    deviceId: of.device.id,
    targetId: of.targetId,
    runId: of.run.id,
    artifact: text.name,
    reason: message,
    errorCode: code,
    sealed: await sealOriginal(parts, of.device.id, text.bytes, quarantineContext(id)),
  }
}

/** Text of a device without its secrets, or nothing at all when it can't be redacted. */
async function withoutSecrets(parts: FailureParts, of: CaptureOf, text: string): Promise<string> {
  try {
    return (await redactFor(parts, of, Buffer.from(text))).bytes.toString()
  } catch {
    return '(not shown: it could not be redacted)'
  }
}

/** PostgreSQL's disk_full, and the file system's own word for it. */
const DISK_FULL = new Set(['53100', 'ENOSPC'])

function systemFault(error: unknown): { code: string; message: string } {
  if (error instanceof RedactionFailed)
    return { code: 'REDACTION_FAILED', message: 'its secrets could not be taken out, so nothing was kept in clear' }
  if (error instanceof AppError && error.kind === 'sealed') return { code: 'SEALED', message: error.message }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (DISK_FULL.has(code)) return { code: 'STORAGE_FULL', message: 'the database has no room left; nothing was stored' }
  return {
    code: 'INTERNAL',
    message: 'a fault of NetRaven itself; the log has the details under the same correlation id',
  }
}
