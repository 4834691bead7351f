import type { Caller } from './caller.ts'

export interface HostKey {
  readonly deviceId: string
  readonly endpoint: string
  readonly state: 'pinned' | 'offered'
  readonly algorithm: string
  readonly publicKey: string
  readonly fingerprint: string
  readonly runId: string | null
  readonly createdAt: Date
}

export interface HostKeyStore {
  list(who: Caller, deviceId: string): Promise<HostKey[]>
  pinned(deviceId: string, endpoint: string): Promise<HostKey[]>
  /** Pins the key of a first contact. Two first contacts at once: the first one wins, the key in force is returned. */
  pinFirst(who: Caller, key: Omit<HostKey, 'createdAt' | 'state'>): Promise<HostKey>
  /** Remembers the key that a held device offered, for an admin to look at. */
  offer(who: Caller, key: Omit<HostKey, 'createdAt' | 'state'>): Promise<void>
  /** Makes the offered key the pinned one and frees the device. */
  accept(who: Caller, deviceId: string, fingerprint: string): Promise<void>
}
