export interface DataKey {
  readonly id: string
  readonly purpose: 'credential' | 'token' | 'escrow' | 'fingerprint'
  readonly deviceId: string | null
  readonly kekVersion: number
  /** The key under the master key, base64. */
  readonly wrapped: string
}

export interface DataKeyStore {
  /** The key in use for the purpose (and device); undefined before the first. */
  current(purpose: DataKey['purpose'], deviceId: string | null): Promise<DataKey | undefined>
  get(id: string): Promise<DataKey | undefined>
  /** Adds the first key; of two at once the first one wins and is returned. */
  addFirst(key: DataKey): Promise<DataKey>
}
