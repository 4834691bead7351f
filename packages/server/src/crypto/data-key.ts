/** A key that seals what belongs to one purpose, itself sealed by the master key. */
export interface DataKey {
  readonly id: string
  readonly purpose: 'credential' | 'token' | 'escrow' | 'fingerprint'
  readonly deviceId: string | null
  readonly kekVersion: number
  /** The key under the master key, base64. */
  readonly wrapped: string
}

/** Where wrapped keys are kept: store/data-keys.ts. */
export interface DataKeyStore {
  /** The key in use for the purpose (and device); undefined before the first. */
  current(purpose: DataKey['purpose'], deviceId: string | null): Promise<DataKey | undefined>
  get(id: string): Promise<DataKey | undefined>
  /** Adds the first key; of two at once the first one wins and is returned. */
  addFirst(key: DataKey): Promise<DataKey>
}
