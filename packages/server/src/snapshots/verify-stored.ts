import { createHash } from 'node:crypto'
import type { Escrow, EscrowStore } from '../store/escrows.ts'
import type { BlobStore } from '../store/blobs.ts'

export interface VerifyParts {
  readonly blobs: BlobStore
  readonly escrows: EscrowStore
  readonly openOriginal: (escrow: Escrow) => Promise<Buffer>
}

export interface StoredReport {
  readonly texts: number
  readonly originals: number
  readonly faults: readonly { readonly what: string; readonly id: string; readonly message: string }[]
}

const PAGE = 100

/** Hashes every stored text again and opens every original. Reads only; memory does not grow with their number. */
export async function verifyStored(parts: VerifyParts): Promise<StoredReport> {
  const faults: { what: string; id: string; message: string }[] = []
  let texts = 0
  for await (const { sha256, content } of parts.blobs.pages(PAGE)) {
    texts++
    if (content && createHash('sha256').update(content).digest('hex') === sha256) continue
    faults.push({
      what: 'text',
      id: sha256,
      message: 'the stored text does not hash to its name; restore it from a backup of the database',
    })
  }
  let originals = 0
  for await (const escrow of parts.escrows.pages(PAGE)) {
    originals++
    await parts
      .openOriginal(escrow)
      .catch((error: Error) => faults.push({ what: 'original', id: escrow.snapshotId, message: error.message }))
  }
  return { texts, originals, faults }
}
