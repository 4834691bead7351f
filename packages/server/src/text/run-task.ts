import { createHash } from 'node:crypto'
import { diffLines, redact, unified, withoutVolatile } from '@netraven/config-text'

/** What a thread is asked for. Bytes are worked on as one character each, so every byte comes out as it went in. */
export type TextTask = RedactTask | DiffTask

export interface RedactTask {
  readonly kind: 'redact'
  readonly bytes: Uint8Array
  readonly platform: string
  readonly deviceId: string
  readonly key: Uint8Array
  readonly learned: readonly string[]
}

export interface DiffTask {
  readonly kind: 'diff'
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly names: { readonly before: string; readonly after: string }
}

export interface RedactAnswer {
  readonly bytes: Uint8Array
  /** SHA-256 of the redacted text without its volatile lines: equal where nothing worth keeping has changed. */
  readonly contentHash: string
  /** SHA-256 of the redacted bytes. */
  readonly sha256: string
  /** Number of secrets hidden. */
  readonly secrets: number
  /** Values to search in later texts of this device, one character per byte. */
  readonly secretValues: readonly string[]
  readonly flags: readonly string[]
}

export interface DiffAnswer {
  readonly added: number
  readonly removed: number
  readonly unified: string
}

export function runTask(task: RedactTask): RedactAnswer
export function runTask(task: DiffTask): DiffAnswer
export function runTask(task: TextTask): RedactAnswer | DiffAnswer
export function runTask(task: TextTask): RedactAnswer | DiffAnswer {
  return task.kind === 'redact' ? runRedact(task) : runDiff(task)
}

function runRedact({ bytes, platform, deviceId, key, learned }: RedactTask): RedactAnswer {
  const found = redact(textOf(bytes), { platform, deviceId, key, learned: learned.flatMap(asBytes) })
  const redacted = Buffer.from(found.text, 'latin1')
  return {
    bytes: redacted,
    contentHash: sha256(Buffer.from(withoutVolatile(found.text, platform), 'latin1')),
    sha256: sha256(redacted),
    secrets: found.secrets.length,
    secretValues: found.values,
    flags: found.flags,
  }
}

function runDiff({ before, after, names }: DiffTask): DiffAnswer {
  const diff = diffLines(textOf(before), textOf(after))
  const { added, removed } = diff
  return { added, removed, unified: Buffer.from(unified(diff, names), 'latin1').toString('utf8') }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** A password typed by a person, as a device sends it: in UTF-8, or one byte for each character. */
function asBytes(value: string): string[] {
  return [...new Set([value, Buffer.from(value, 'utf8').toString('latin1')])]
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
