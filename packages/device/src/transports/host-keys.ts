import { readHostKey, type HostAddress, type HostKey, type StoredHostKey } from './host-key.ts'
import { matchKnownHosts } from './known-hosts.ts'

/** What a policy thinks of a key. `remember` runs after the device proved that it holds the key, before any password is sent. */
export type HostKeyVerdict =
  | { readonly trusted: true; readonly remember?: () => Promise<void> }
  | { readonly trusted: false; readonly message: string; readonly hint: string }

/** Decides whether a device is the one it should be. There is no policy that accepts any key. */
export interface HostKeyPolicy {
  /** Key types on record for this address; they are asked for first. */
  knownTypes(address: HostAddress): Promise<readonly string[]>
  judge(address: HostAddress, key: HostKey): Promise<HostKeyVerdict>
}

/** Where accepted keys are kept: a known_hosts file, a table. */
export interface HostKeyStore {
  find(address: HostAddress): Promise<readonly StoredHostKey[]>
  add(address: HostAddress, key: HostKey): Promise<void>
}

/** Trust on first use: the first key is remembered, another one later is refused. */
export function tofu(store: HostKeyStore): HostKeyPolicy {
  const known = knownHosts(store)
  return {
    knownTypes: known.knownTypes,
    judge: async (address, key) => {
      if ((await store.find(address)).length > 0) return known.judge(address, key)
      return { trusted: true, remember: () => store.add(address, key) }
    },
  }
}

/** Only keys on record: a store, or the text of a known_hosts file. */
export function knownHosts(known: Pick<HostKeyStore, 'find'> | string): HostKeyPolicy {
  const find = async (address: HostAddress) =>
    typeof known === 'string' ? matchKnownHosts(known, address) : known.find(address)
  return {
    knownTypes: async (address) => (await find(address)).map((key) => key.type),
    judge: async (address, key) => {
      const keys = await find(address)
      if (keys.some((stored) => stored.base64 === key.base64)) return { trusted: true }
      const where = `${address.host}:${address.port}`
      const presented = `${key.type} ${key.fingerprint}`
      if (keys.length === 0) {
        return {
          trusted: false,
          message: `no host key is known for ${where}; it presents ${presented}`,
          hint: 'check the fingerprint on the device, then record the key',
        }
      }
      const expected = keys
        .map((stored) => `${stored.type} ${readHostKey(Buffer.from(stored.base64, 'base64')).fingerprint}`)
        .join(' or ')
      return {
        trusted: false,
        message: `the host key of ${where} has changed: it presents ${presented}, known is ${expected}; no password was sent`,
        hint: 'if the device was replaced or reset, remove the old key and accept the new one; else someone may be in between',
      }
    },
  }
}

/** Only these keys: fingerprints `SHA256:…` or public keys `ssh-ed25519 AAAA…`. */
export function pinned(keys: readonly string[]): HostKeyPolicy {
  const pins = keys.map((key) => key.trim())
  const isPinned = (key: HostKey) =>
    pins.some(
      (pin) =>
        pin === key.fingerprint || pin.replace(/=+$/, '') === key.fingerprint || pin.split(/\s+/)[1] === key.base64,
    )
  return {
    knownTypes: async () => pins.filter((pin) => !pin.startsWith('SHA256:')).map((pin) => pin.split(/\s+/)[0] ?? ''),
    judge: async (address, key) => {
      if (isPinned(key)) return { trusted: true }
      const what = pins.length > 0 ? `is not the pinned one (${pins.join(', ')})` : 'is not pinned'
      const message = `the host key of ${address.host}:${address.port}, ${key.type} ${key.fingerprint}, ${what}; no password was sent`
      return { trusted: false, message, hint: 'check the fingerprint on the device, then pin it' }
    },
  }
}
