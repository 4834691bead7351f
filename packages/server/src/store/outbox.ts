import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import { clock, isOneOf, json } from './columns.ts'

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

export const createOutboxStore = (db: Database): OutboxStore => ({
  async add({ type, payload, correlationId }) {
    await db
      .sql()
      .insertInto('outbox')
      .values({ id: uuid(), type, payload: json(payload), correlation_id: correlationId })
      .execute()
  },
  pending: (limit) =>
    db
      .sql()
      .selectFrom('outbox')
      .select(['id', 'type', 'payload', 'correlation_id as correlationId', 'created_at as createdAt'])
      .where('delivered_at', 'is', null)
      .orderBy('id')
      .limit(limit)
      .execute(),
  async markDelivered(ids) {
    await db.sql().updateTable('outbox').set({ delivered_at: clock }).where(isOneOf('id', ids)).execute()
  },
})
