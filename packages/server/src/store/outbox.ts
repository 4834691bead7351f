/** A message that must go out if, and only if, the transaction that wrote it commits. */
export interface OutboxMessage {
  readonly id: string
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly correlationId: string
  readonly createdAt: Date
}

export interface OutboxStore {
  add(message: { type: string; payload: Record<string, unknown>; correlationId: string }): Promise<void>
  pending(limit: number): Promise<OutboxMessage[]>
  markDelivered(ids: readonly string[]): Promise<void>
}
