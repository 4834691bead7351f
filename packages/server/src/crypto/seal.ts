import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { AppError } from '../errors/app-error.ts'

/** AES-256-GCM with a random 96-bit nonce. A sealed value is nonce ‖ ciphertext ‖ tag. The context (table, row, column)
 *  is authenticated with it: a ciphertext moved to another place does not open. Source: NIST SP 800-38D. */
const ALGORITHM = 'aes-256-gcm'
const NONCE = 12
const TAG = 16
const CHUNK = 1024 * 1024

export function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Throws AppError `sealed` when key, context or a single bit is not the one it was sealed with. */
export function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed.length < NONCE + TAG) throw notOpened(context)
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
  } catch (error) {
    throw notOpened(context, error)
  }
}

/** Seals a long text: compressed, then in chunks of 1 MiB, each with its number and whether it is the last one, so that
 *  chunks can't be dropped, swapped or appended. */
export function sealChunks(key: Buffer, plain: Buffer, context: string): Buffer {
  const packed = gzipSync(plain, { level: 1 })
  const parts: Buffer[] = []
  for (let from = 0, number = 0; from === 0 || from < packed.length; from += CHUNK, number++) {
    const last = from + CHUNK >= packed.length
    parts.push(seal(key, packed.subarray(from, from + CHUNK), chunkContext(context, number, last)))
  }
  return Buffer.concat(parts)
}

/** The plain text of `sealChunks`. Throws AppError `sealed`. */
export function openChunks(key: Buffer, sealed: Buffer, context: string): Buffer {
  const size = CHUNK + NONCE + TAG
  const parts: Buffer[] = []
  for (let from = 0, number = 0; from === 0 || from < sealed.length; from += size, number++) {
    const last = from + size >= sealed.length
    parts.push(open(key, sealed.subarray(from, from + size), chunkContext(context, number, last)))
  }
  return gunzipSync(Buffer.concat(parts))
}

/** Tells whether two originals of a device are the same, to those alone who hold its key. A plain hash beside the
 *  redacted text would let who has a copy of the database try secrets until it fits. */
export const markOf = (key: Buffer, plain: Buffer): string =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', key, '', 'netraven mark of an original', 32)))
    .update(plain)
    .digest('hex')

/** The places of sealed originals. */
export const escrowContext = (snapshotId: string, kind: 'first' | 'newest'): string => `escrows:${snapshotId}:${kind}`
export const quarantineContext = (id: string): string => `quarantine:${id}`

const chunkContext = (context: string, number: number, last: boolean): string =>
  `${context}#${number}${last ? '.' : ''}`

const notOpened = (context: string, cause?: unknown): AppError =>
  new AppError(
    'sealed',
    `${context.split(':')[0]} could not be decrypted: another master key sealed it, or it was altered`,
    {},
    { cause },
  )
