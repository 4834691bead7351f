import { randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { AppError } from '../errors/app-error.ts'
import type { DataKey, DataKeyStore } from './data-key.ts'
import { open, seal } from './seal.ts'

/** Data keys, unwrapped on demand: one per purpose for the installation, one per device for its originals, so that
 *  dropping it erases a retired device. */
export interface Keyring {
  /** The key in use; made at first need. */
  forPurpose(
    purpose: DataKey['purpose'],
    deviceId: string | null,
  ): Promise<{ readonly dataKeyId: string; readonly key: Buffer }>
  /** The key that sealed something. Throws AppError `sealed`. */
  open(dataKeyId: string): Promise<Buffer>
}

/** Only the first generation exists so far; rotation adds others. */
const KEK_VERSION = 1

export function createKeyring({
  dataKeys,
  masterKey,
}: {
  readonly dataKeys: DataKeyStore
  readonly masterKey: Buffer
}): Keyring {
  const unwrapped = new Map<string, Buffer>()
  const inUse = new Map<string, string>()

  const unwrap = (row: DataKey): { dataKeyId: string; key: Buffer } => {
    const key = unwrapped.get(row.id) ?? open(masterKey, Buffer.from(row.wrapped, 'base64'), contextOf(row))
    unwrapped.set(row.id, key)
    return { dataKeyId: row.id, key }
  }

  return {
    async forPurpose(purpose, deviceId) {
      const place = `${purpose}:${deviceId}`
      const known = inUse.get(place)
      const key = known && unwrapped.get(known)
      if (known && key) return { dataKeyId: known, key }
      const row =
        (await dataKeys.current(purpose, deviceId)) ?? (await dataKeys.addFirst(newKey(purpose, deviceId, masterKey)))
      inUse.set(place, row.id)
      return unwrap(row)
    },
    async open(dataKeyId) {
      const known = unwrapped.get(dataKeyId)
      if (known) return known
      const row = await dataKeys.get(dataKeyId)
      if (!row) throw new AppError('sealed', 'the key that sealed this is not in the database')
      return unwrap(row).key
    },
  }
}

function newKey(purpose: DataKey['purpose'], deviceId: string | null, masterKey: Buffer): DataKey {
  const row = { id: uuid(), purpose, deviceId, kekVersion: KEK_VERSION }
  return { ...row, wrapped: seal(masterKey, randomBytes(32), contextOf(row)).toString('base64') }
}

const contextOf = (row: Omit<DataKey, 'wrapped'>): string =>
  `data key:${row.id}:${row.purpose}:${row.deviceId}:${row.kekVersion}`
