import { DeviceError } from '../errors.ts'
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

/** Trust on first use: the first key is remembered, another one later is refused, also when both come at the same moment. */
export function tofu(store: HostKeyStore): HostKeyPolicy {
  const known = knownHosts(store)
  const isFirstContact = async (address: HostAddress, key: HostKey) => {
    const keys = await store.find(address)
    return !keys.some(isOrdinary) && !isRevoked(keys, key)
  }
  const remember = async (address: HostAddress, key: HostKey): Promise<void> => {
    if (await isFirstContact(address, key)) return store.add(address, key)
    const verdict = await known.judge(address, key)
    if (!verdict.trusted) throw new DeviceError('host_key', verdict.message, { hint: verdict.hint })
  }
  return {
    knownTypes: known.knownTypes,
    judge: async (address, key) => {
      if (!(await isFirstContact(address, key))) return known.judge(address, key)
      return { trusted: true, remember: () => inTurn(store, () => remember(address, key)) }
    },
  }
}

const turns = new WeakMap<HostKeyStore, Promise<unknown>>()

/** One after the other for each store, so that of two first contacts the second sees what the first remembered. */
function inTurn(store: HostKeyStore, work: () => Promise<void>): Promise<void> {
  const turn = (turns.get(store) ?? Promise.resolve()).then(work)
  turns.set(
    store,
    turn.catch(() => undefined),
  )
  return turn
}

const isOrdinary = ({ mark }: StoredHostKey): boolean => mark === undefined

const isRevoked = (keys: readonly StoredHostKey[], key: HostKey): boolean =>
  keys.some(({ base64, mark }) => mark === 'revoked' && base64 === key.base64)

/** Only keys on record: a store, or the text of a known_hosts file. */
export function knownHosts(known: Pick<HostKeyStore, 'find'> | string): HostKeyPolicy {
  const find = async (address: HostAddress) =>
    typeof known === 'string' ? matchKnownHosts(known, address) : known.find(address)
  return {
    knownTypes: async (address) => (await find(address)).filter(isOrdinary).map((key) => key.type),
    judge: async (address, key) => {
      const keys = await find(address)
      if (isRevoked(keys, key)) return refuse(address, key, 'is revoked', 'the device needs a new host key')
      if (keys.some((stored) => isOrdinary(stored) && stored.base64 === key.base64)) return { trusted: true }
      return keys.some(isOrdinary) ? changed(address, key, keys.filter(isOrdinary)) : unknown(address, key, keys)
    },
  }
}

const refuse = ({ host, port }: HostAddress, key: HostKey, why: string, hint: string): HostKeyVerdict => ({
  trusted: false,
  message: `the host key of ${host}:${port}, ${key.type} ${key.fingerprint}, ${why}; no password was sent`,
  hint,
})

function unknown({ host, port }: HostAddress, key: HostKey, keys: readonly StoredHostKey[]): HostKeyVerdict {
  const message = `no host key is known for ${host}:${port}; it presents ${key.type} ${key.fingerprint}`
  const hint = keys.some(({ mark }) => mark === 'cert-authority')
    ? 'certificates are not checked: record the key of the host itself'
    : 'check the fingerprint on the device, then record the key'
  return { trusted: false, message, hint }
}

function changed({ host, port }: HostAddress, key: HostKey, keys: readonly StoredHostKey[]): HostKeyVerdict {
  const expected = keys
    .map((stored) => `${stored.type} ${readHostKey(Buffer.from(stored.base64, 'base64')).fingerprint}`)
    .join(' or ')
  return {
    trusted: false,
    message: `the host key of ${host}:${port} has changed: it presents ${key.type} ${key.fingerprint}, known is ${expected}; no password was sent`,
    hint: 'if the device was replaced or reset, remove the old key and accept the new one; else someone may be in between',
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
      return refuse(address, key, what, 'check the fingerprint on the device, then pin it')
    },
  }
}
