import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { type Caller, systemCaller } from './caller.ts'
import { createStores } from './create-stores.ts'
import type { Escrow } from './escrows.ts'
import type { PublicationInput } from './publications.ts'
import type { SnapshotInput } from './snapshots.ts'
import type { Stores } from './stores.ts'

const admin = systemCaller('test')
const blind: Caller = { kind: 'person', id: uuid(), name: 'eve', role: 'viewer', tags: [] }
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

describe.each(testEngines)('what was kept, on %s', (engine) => {
  let db: Database
  let stores: Stores
  let dataKeyId: string

  beforeAll(async () => {
    db = await openTestDatabase(engine)
    stores = createStores(db)
    const key = { id: uuid(), purpose: 'escrow', deviceId: uuid(), kekVersion: 1, wrapped: 'w' } as const
    dataKeyId = (await stores.dataKeys.addFirst(key)).id
  })
  afterAll(() => db[Symbol.asyncDispose]())

  const blob = async (bytes = randomBytes(100)): Promise<string> => {
    const sha256 = hashOf(bytes)
    await stores.blobs.put(sha256, bytes)
    return sha256
  }

  const snapshot = async (deviceId: string, change: Partial<SnapshotInput> = {}): Promise<SnapshotInput> => {
    const input: SnapshotInput = {
      id: uuid(),
      deviceId,
      artifact: 'running-config',
      blobSha256: await blob(),
      contentHash: 'c',
      previousId: null,
      targetId: uuid(),
      runId: uuid(),
      linesAdded: 3,
      linesRemoved: 1,
      command: 'show running-config',
      provenBy: 'end-mark',
      flags: ['long-lines'],
      capturedAt: new Date(1_700_000_000_000),
      ...change,
    }
    await stores.snapshots.insert(input)
    return input
  }

  const publication = (change: Partial<PublicationInput> = {}): PublicationInput => ({
    id: uuid(),
    kind: 'remove',
    deviceId: uuid(),
    snapshotId: null,
    hostname: 'gone',
    oldHostname: null,
    artifact: null,
    blobSha256: null,
    authorName: 'NetRaven',
    message: 'gone: removed\n',
    committedAt: new Date(1_700_000_000_000),
    ...change,
  })

  it.each([0, 1, 37_000, 3_000_000])('gives a blob of %i bytes back exactly, stored once', async (length) => {
    const bytes = randomBytes(length)
    const sha256 = await blob(bytes)
    await blob(bytes)

    expect((await stores.blobs.get(sha256))?.equals(bytes)).toBe(true)
  })

  it('refuses a blob whose content does not hash to its name', async () => {
    const wrong = '0'.repeat(64)
    await stores.blobs.put(wrong, Buffer.from('something else'))

    await expect(stores.blobs.get(wrong)).rejects.toThrow(/damaged/)
    expect(await stores.blobs.get('f'.repeat(64))).toBeUndefined()
    await sql`delete from blobs where sha256 = ${wrong}`.execute(db.sql())
  })

  it('hands out every blob page by page', async () => {
    for (let n = 0; n < 5; n++) await blob()
    const seen: string[] = []
    for await (const { sha256, content } of stores.blobs.pages(2)) {
      expect(content && hashOf(content)).toBe(sha256)
      seen.push(sha256)
    }

    const { rows } = await sql<{ sha256: string }>`select sha256 from blobs order by sha256`.execute(db.sql())
    expect(seen).toEqual(rows.map(({ sha256 }) => sha256))
    expect(seen.length).toBeGreaterThan(4)
  })

  it('keeps compressed and sealed columns as they are', async () => {
    const { rows } = await sql`select attname from pg_attribute where attstorage = 'e' and not attisdropped
      and attrelid in ('blobs'::regclass, 'escrows'::regclass, 'quarantine'::regclass) order by 1`.execute(db.sql())

    expect(rows).toEqual([{ attname: 'content' }, { attname: 'sealed' }, { attname: 'sealed' }])
  })

  it('finds the latest snapshot of an artifact, pages the list, and moves "last verified" on only forwards', async () => {
    const deviceId = uuid()
    const first = await snapshot(deviceId)
    const second = await snapshot(deviceId, { previousId: first.id })
    await snapshot(deviceId, { artifact: 'startup-config' })

    await stores.snapshots.touch(second.id, new Date(1_800_000_000_000))
    await stores.snapshots.touch(second.id, new Date(1_750_000_000_000))

    expect(await stores.snapshots.latest(admin, deviceId, 'running-config')).toMatchObject({
      id: second.id,
      previousId: first.id,
      bytes: 100,
      flags: ['long-lines'],
      capturedAt: second.capturedAt,
      verifiedAt: new Date(1_800_000_000_000),
      commitId: null,
    })
    const newest = await stores.snapshots.list(admin, { deviceId }, null, 2)
    const oldest = await stores.snapshots.list(admin, { deviceId }, newest.next, 2)
    expect(newest.items[1]?.id).toBe(second.id)
    expect(oldest).toMatchObject({ items: [{ id: first.id }], next: null })
    const filter = { deviceId, artifact: 'startup-config', runId: uuid() }
    expect((await stores.snapshots.list(admin, filter, null, 2)).items).toEqual([])
  })

  it('shows snapshots, originals and quarantine to nobody who does not see the device', async () => {
    const deviceId = uuid()
    const { id } = await snapshot(deviceId)
    await stores.escrows.put(escrow(id, deviceId, 'first', 'raw'))
    const suspect = await quarantined(deviceId)

    expect(await stores.snapshots.get(blind, id)).toBeUndefined()
    expect(await stores.snapshots.latest(blind, deviceId, 'running-config')).toBeUndefined()
    expect(await stores.escrows.get(blind, id)).toBeUndefined()
    expect(await stores.quarantine.get(blind, suspect)).toBeUndefined()
    expect(await stores.quarantine.list(blind, 10)).toEqual([])
  })

  const escrow = (snapshotId: string, deviceId: string, kind: Escrow['kind'], text: string): Escrow => ({
    snapshotId,
    kind,
    deviceId,
    dataKeyId,
    rawMark: hashOf(Buffer.from(text)),
    rawBytes: text.length,
    sealed: Buffer.from(`sealed ${text}`),
    capturedAt: new Date(1_700_000_000_000),
  })

  it('takes the last that came for the latest, whatever the clock of its worker says', async () => {
    const deviceId = uuid()
    await snapshot(deviceId, { id: uuid({ msecs: Date.now() + 600_000 }) })
    const { id } = await snapshot(deviceId, { id: uuid({ msecs: Date.now() - 600_000 }) })
    expect((await stores.snapshots.latest(admin, deviceId, 'running-config'))?.id).toBe(id)
  })

  it('keeps the first original for ever and the newest one beside it', async () => {
    const deviceId = uuid()
    const { id } = await snapshot(deviceId)
    await stores.escrows.put(escrow(id, deviceId, 'first', 'one'))
    await stores.escrows.put(escrow(id, deviceId, 'first', 'another'))
    expect((await stores.escrows.get(admin, id))?.sealed.toString()).toBe('sealed one')

    await stores.escrows.put(escrow(id, deviceId, 'newest', 'two'))
    await stores.escrows.put(escrow(id, deviceId, 'newest', 'three'))

    expect(await stores.escrows.get(admin, id)).toEqual(escrow(id, deviceId, 'newest', 'three'))
    const all: string[] = []
    for await (const one of stores.escrows.pages(1)) if (one.snapshotId === id) all.push(one.sealed.toString())
    expect(all).toEqual(['sealed one', 'sealed three'])
  })

  const quarantined = async (deviceId: string): Promise<string> => {
    const id = uuid()
    await stores.quarantine.put({
      id,
      deviceId,
      targetId: uuid(),
      runId: uuid(),
      artifact: 'running-config',
      reason: 'no end mark',
      errorCode: 'incomplete',
      rawBytes: 3,
      dataKeyId,
      sealed: Buffer.from('cut'),
    })
    return id
  }

  it('keeps partial text in quarantine', async () => {
    const id = await quarantined(uuid())

    const item = await stores.quarantine.get(admin, id)

    expect(item).toMatchObject({ id, reason: 'no end mark', errorCode: 'incomplete', hostname: '', rawBytes: 3 })
    expect(item?.sealed.toString()).toBe('cut')
    expect((await stores.quarantine.list(admin, 1))[0]?.id).toBe(id)
  })

  it('numbers publications in order without gaps, and knows what is published and what waits', async () => {
    const made = await snapshot(uuid())
    const inputs = [
      publication(),
      publication({ kind: 'snapshot', snapshotId: made.id, artifact: 'running-config', blobSha256: made.blobSha256 }),
      publication({ kind: 'rename', oldHostname: 'before' }),
    ]
    for (const input of inputs) await stores.publications.add(input)
    expect((await stores.publications.lag()).waiting).toBe(3)
    expect(await stores.publications.pending(10)).toEqual([])

    await stores.publications.number(2)
    await stores.publications.number(10)

    const pending = await stores.publications.pending(10)
    expect(pending).toEqual(inputs.map((input, n) => ({ ...input, number: n + 1, commitId: null })))
    await stores.publications.markPublished([
      { id: inputs[0]!.id, commitId: 'aaa' },
      { id: inputs[1]!.id, commitId: 'bbb' },
    ])
    expect(await stores.publications.head()).toEqual({ number: 2, commitId: 'bbb' })
    expect((await stores.publications.pending(10)).map(({ number }) => number)).toEqual([3])
    expect((await stores.publications.after(1, 10)).map(({ number }) => number)).toEqual([2, 3])
    expect(await stores.publications.get(2)).toMatchObject({ snapshotId: made.id, commitId: 'bbb' })
    expect((await stores.snapshots.get(admin, made.id))?.commitId).toBe('bbb')
    const lag = await stores.publications.lag()
    expect(lag).toEqual({ waiting: 1, oldest: expect.any(Date) })
  })
})
