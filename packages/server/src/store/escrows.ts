import type { Caller } from './caller.ts'

/** The sealed byte-exact original of a snapshot. */
export interface Escrow {
  readonly snapshotId: string
  readonly kind: 'first' | 'newest'
  readonly deviceId: string
  readonly dataKeyId: string
  readonly rawSha256: string
  readonly rawBytes: number
  readonly sealed: Buffer
  readonly capturedAt: Date
}

export interface EscrowStore {
  /** Writes the first one, or replaces the newest. */
  put(escrow: Escrow): Promise<void>
  /** The newest where there is one, else the first. */
  get(who: Caller, snapshotId: string): Promise<Escrow | undefined>
  pages(limit: number): AsyncIterable<Escrow>
}

export interface QuarantineItem {
  readonly id: string
  readonly deviceId: string
  readonly hostname: string
  readonly targetId: string
  readonly runId: string
  readonly artifact: string
  readonly reason: string
  readonly errorCode: string
  readonly rawBytes: number
  readonly createdAt: Date
}

export interface QuarantineStore {
  list(who: Caller, limit: number): Promise<QuarantineItem[]>
  get(who: Caller, id: string): Promise<(QuarantineItem & { dataKeyId: string; sealed: Buffer }) | undefined>
  put(item: Omit<QuarantineItem, 'hostname' | 'createdAt'> & { dataKeyId: string; sealed: Buffer }): Promise<void>
}
