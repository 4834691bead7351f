import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Client } from 'ssh2'

type Key = Buffer | KeyObject

/** What of ssh2 1.17 holds the keys of AES-GCM in both directions. */
interface Inside {
  readonly _protocol?: { readonly _cipher?: { _encKey?: Key }; readonly _decipher?: { _decipherKey?: Key } }
}

/** Makes key objects of the keys that ssh2 holds as bytes. It makes a cipher for each packet, and Node finds out each time
 *  that bytes are no key object: a fifth of a visit's CPU time (Node 24.21, measured). What isn't there stays as it is.
 *  True where both keys were taken. */
export function keepKeysAsObjects(client: Client): boolean {
  const { _cipher, _decipher } = (client as unknown as Inside)._protocol ?? {}
  if (!Buffer.isBuffer(_cipher?._encKey) || !Buffer.isBuffer(_decipher?._decipherKey)) return false
  _cipher._encKey = createSecretKey(_cipher._encKey)
  _decipher._decipherKey = createSecretKey(_decipher._decipherKey)
  return true
}
