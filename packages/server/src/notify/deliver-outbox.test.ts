import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { createOutboxStore, type OutboxStore } from '../store/outbox.ts'
import { listenTo } from '../wiring/testing/listen-to.ts'
import { deliverOutbox, type Envelope } from './deliver-outbox.ts'

describe.each(testEngines)('messages on %s', (engine) => {
  let db: Database
  let outbox: OutboxStore
  let delivered: Envelope[]
  beforeEach(async () => {
    db = await openTestDatabase(engine)
    outbox = createOutboxStore(db)
    delivered = []
    await db.listen('netraven_messages', (payload) => delivered.push(JSON.parse(payload) as Envelope))
  })
  afterEach(() => db?.[Symbol.asyncDispose]())

  const add = (number: number, extra = {}) =>
    outbox.add({
      type: 'run.completed',
      payload: { number, ...extra },
      correlationId: '01a1fd3b-94fc-7431-818f-c6613346cf49',
    })
  const arrive = (count: number) => expect.poll(() => delivered.length).toBe(count)
  const numbers = () => delivered.map(({ payload }) => payload['number'])

  it('arrive once and in order, in an envelope that names them', async () => {
    for (let number = 1; number <= 130; number++) await add(number)

    expect([await deliverOutbox({ db, outbox }), await deliverOutbox({ db, outbox })]).toEqual([100, 30])
    expect(await deliverOutbox({ db, outbox })).toBe(0)

    await arrive(130)
    expect(numbers()).toEqual(Array.from({ length: 130 }, (_, at) => at + 1))
    expect(delivered[0]!.metadata).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      type: 'run.completed',
      correlation_id: '01a1fd3b-94fc-7431-818f-c6613346cf49',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      source: 'netraven',
    })
  })

  it('do not leave before the change that they tell of is certain', async () => {
    const undo = db.transaction(async () => {
      await add(1)
      throw new Error('undo')
    })
    await expect(undo).rejects.toThrow('undo')
    expect(await deliverOutbox({ db, outbox })).toBe(0)
  })

  it('arrive again under the same id after a crash between sending and marking', async () => {
    await add(1)
    const crash = { ...outbox, markDelivered: () => Promise.reject(new Error('killed')) }
    await expect(deliverOutbox({ db, outbox: crash })).rejects.toThrow('killed')

    await deliverOutbox({ db, outbox })

    await arrive(2)
    expect(new Set(delivered.map(({ metadata }) => metadata.id)).size).toBe(1)
  })

  it('that are too long for a notice hold nobody up', async () => {
    await add(1)
    await add(2, { text: 'é'.repeat(20_000) })
    await add(3)
    await using events = await listenTo(db, 'netraven_messages')

    await deliverOutbox({ db, outbox })

    await events.until(async () => (delivered.length === 3 ? true : undefined))
    expect(numbers()).toEqual([1, 2, 3])
    expect(delivered[1]!.payload['text']).toMatch(/^é{200}…$/)
    expect(await deliverOutbox({ db, outbox })).toBe(0)
  })
})
