import type { Keyring } from '../crypto/keyring.ts'
import { escrowContext, markOf, openChunks } from '../crypto/seal.ts'
import { AppError } from '../errors/app-error.ts'
import type { Escrow } from '../store/escrows.ts'

/** The byte-exact original behind a snapshot. Throws AppError `sealed` when it does not open, or opens to other bytes. */
export const createOpenOriginal =
  (keyring: Pick<Keyring, 'open'>) =>
  async (escrow: Escrow): Promise<Buffer> => {
    const key = await keyring.open(escrow.dataKeyId)
    const raw = openChunks(key, escrow.sealed, escrowContext(escrow.snapshotId, escrow.kind))
    if (markOf(key, raw) === escrow.rawMark) return raw
    throw new AppError(
      'sealed',
      'the original is not the one that its record means; restore it from a backup of NetRaven',
    )
  }
