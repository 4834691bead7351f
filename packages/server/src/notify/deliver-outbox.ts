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
  for (const message of messages) await parts.db.notify('netraven_messages', noticeOf(envelopeOf(message)))
  await parts.outbox.markDelivered(messages.map((message) => message.id))
  return messages.length
}

/** A notice of the database holds less than 8000 bytes: long texts are cut, so that no message stops those behind it. */
const LONGEST_NOTICE = 7_900
const LONGEST_TEXT = 200

function noticeOf(envelope: Envelope): string {
  const whole = JSON.stringify(envelope)
  if (Buffer.byteLength(whole) <= LONGEST_NOTICE) return whole
  const cut = (_key: string, value: unknown): unknown =>
    typeof value === 'string' && value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value
  return JSON.stringify(envelope, cut)
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
