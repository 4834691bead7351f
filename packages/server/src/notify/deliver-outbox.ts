import type { Database } from '../db/database.ts'
import type { OutboxMessage, OutboxStore } from '../store/outbox.ts'

export interface NotifyParts {
  readonly db: Database
  readonly outbox: OutboxStore
}

/** The envelope in which an event leaves NetRaven. */
export interface Envelope {
  readonly metadata: {
    readonly id: string
    readonly type: string
    readonly correlation_id: string
    readonly timestamp: string
    readonly source: 'netraven'
  }
  readonly payload: Readonly<Record<string, unknown>>
}

const BATCH = 100

/** Hands waiting messages to those who listen, in order, and marks them. At least once: a crash between the two sends a
 *  message again, under the same id. Returns how many it delivered. */
export async function deliverOutbox(parts: NotifyParts): Promise<number> {
  const messages = await parts.outbox.pending(BATCH)
  for (const message of messages) await parts.db.notify('netraven_messages', JSON.stringify(envelopeOf(message)))
  await parts.outbox.markDelivered(messages.map((message) => message.id))
  return messages.length
}

const envelopeOf = (message: OutboxMessage): Envelope => ({
  metadata: {
    id: message.id,
    type: message.type,
    correlation_id: message.correlationId,
    timestamp: message.createdAt.toISOString(),
    source: 'netraven',
  },
  payload: message.payload,
})
