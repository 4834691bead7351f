import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { withCorrelation } from '../log/correlation.ts'
import { type Caller, systemCaller } from './caller.ts'
import { createStores } from './create-stores.ts'
import type { CredentialInput } from './credentials.ts'
import type { Stores } from './stores.ts'

const admin = systemCaller('test')

describe.each(testEngines)('people, credentials and settings on %s', (engine) => {
  let db: Database
  let stores: Stores
  let dataKeyId: string

  beforeAll(async () => {
    db = await openTestDatabase(engine)
    stores = createStores(db)
    dataKeyId = (await stores.dataKeys.addFirst(dataKey('credential'))).id
  })
  afterAll(() => db[Symbol.asyncDispose]())

  const dataKey = (purpose: 'credential' | 'token', deviceId: string | null = null) => ({
    id: uuid(),
    purpose,
    deviceId,
    kekVersion: 1,
    wrapped: 'wrapped',
  })

  const credential = (name: string, change: Partial<CredentialInput> = {}) =>
    stores.credentials.create(admin, {
      id: uuid(),
      name,
      username: 'backup',
      passwordSealed: 'c2VhbGVk',
      enableSealed: null,
      dataKeyId,
      priority: 100,
      tags: [],
      ...change,
    })

  const device = (hostname: string, ...tags: string[]) =>
    stores.devices.create(admin, {
      hostname,
      address: '192.0.2.1',
      port: 22,
      transport: 'ssh',
      platform: 'frr',
      algorithms: 'modern',
      enabled: true,
      tags,
    })

  const auditOf = async (id: string) =>
    (await stores.audits.list(admin, null, 200)).items.filter((one) => one.objectId === id)

  it('makes one key of two that are made at once', async () => {
    const keys = await Promise.all([1, 2, 3].map(() => stores.dataKeys.addFirst(dataKey('token'))))

    expect(new Set(keys.map(({ id }) => id)).size).toBe(1)
    expect(await stores.dataKeys.current('token', null)).toEqual(keys[0])
    expect(await stores.dataKeys.get(keys[0]!.id)).toEqual(keys[0])
    expect(await stores.dataKeys.current('fingerprint', null)).toBeUndefined()
  })

  it('reads a credential without its secrets, and says of them in the audit only that they were set', async () => {
    const made = await credential('plain', { enableSealed: 'ZW5hYmxl' })

    expect(made).toMatchObject({ hasPassword: true, hasEnableSecret: true, succeeded: 0, refused: 0, version: 1 })
    expect(Object.values(made)).not.toContain('c2VhbGVk')
    expect(await stores.credentials.sealed(made.id)).toMatchObject({
      passwordSealed: 'c2VhbGVk',
      enableSealed: 'ZW5hYmxl',
    })
    const [row] = await auditOf(made.id)
    expect(row?.details).toMatchObject({ name: 'plain', password: 'set', enableSecret: 'set' })
    expect(JSON.stringify(row)).not.toContain('c2VhbGVk')
  })

  it('changes a credential under its version, and forgets refusals of the old password', async () => {
    const made = await credential('renewed')
    const { id: deviceId } = await device('for-renewed')
    await stores.credentials.countUse(made.id, deviceId, 'refused')

    const changed = await stores.credentials.update(admin, made.id, { passwordSealed: 'bmV3' }, 1)

    expect(changed).toMatchObject({ name: 'renewed', version: 2, refused: 1 })
    const standing = (await stores.credentials.standings(deviceId)).find(({ id }) => id === made.id)
    expect(standing).toMatchObject({ refused: 1, refusedInARow: 0, refusedInARowAnywhere: 0 })
    await expect(stores.credentials.update(admin, made.id, { priority: 1 }, 1)).rejects.toMatchObject({
      kind: 'conflict',
    })
    await expect(credential('renewed')).rejects.toMatchObject({ kind: 'conflict' })
    await stores.credentials.remove(admin, made.id)
    expect(await stores.credentials.get(admin, made.id)).toBeUndefined()
    await expect(stores.credentials.remove(admin, made.id)).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('offers a device the credentials of its tags and those without tags, by priority, with how they did', async () => {
    const tags = await stores.tags.ensure(admin, ['cred-a', 'cred-b'])
    const shared = await credential('st-shared', { tags: ['cred-a'], priority: 20 })
    const other = await credential('st-other', { tags: ['cred-b'] })
    const every = await credential('st-every', { priority: 10 })
    const one = await device('st-one', 'cred-a')
    const two = await device('st-two', 'cred-a')
    await stores.credentials.countUse(shared.id, one.id, 'succeeded')
    await stores.credentials.countUse(shared.id, one.id, 'refused')
    await stores.credentials.countUse(shared.id, two.id, 'refused')

    const standings = (await stores.credentials.standings(one.id)).filter(({ name }) => name.startsWith('st-'))

    expect(standings.map(({ name }) => name)).toEqual(['st-every', 'st-shared'])
    expect(standings[1]).toMatchObject({ succeeded: 1, refused: 1, refusedInARow: 1, refusedInARowAnywhere: 2 })
    await stores.credentials.countUse(shared.id, two.id, 'succeeded')
    const after = (await stores.credentials.standings(one.id)).find(({ id }) => id === shared.id)
    expect(after).toMatchObject({ refusedInARow: 1, refusedInARowAnywhere: 0 })
    const eve: Caller = { kind: 'person', id: uuid(), name: 'eve', role: 'operator', tags: [tags.get('cred-b')!] }
    expect((await stores.credentials.list(eve)).map(({ id }) => id)).toEqual([other.id])
    expect((await stores.credentials.list(admin)).map(({ id }) => id)).toContain(every.id)
  })

  it('finds a user for the login in any case, and ends all logins with a new password', async () => {
    const before = await stores.users.count()
    const alice = await stores.users.create(admin, { name: 'Alice', role: 'admin', passwordHash: 'h1' })
    await expect(
      stores.users.create(admin, { name: 'alice', role: 'viewer', passwordHash: 'h' }),
    ).rejects.toMatchObject({ kind: 'conflict' })
    const family = uuid()
    await token(alice.id, family, 'hash-1')

    await stores.users.setPassword(admin, alice.id, 'h2')

    expect(await stores.users.count()).toBe(before + 1)
    const found = await stores.users.forLogin('ALICE')
    expect(found).toMatchObject({ id: alice.id, passwordHash: 'h2', role: 'admin', disabled: false })
    expect(found!.tokensValidFrom.getTime()).toBeGreaterThan(alice.tokensValidFrom.getTime())
    expect(await stores.logins.familyLives(family)).toBe(false)
    expect(await stores.users.get(alice.id)).toMatchObject({ name: 'Alice' })
    expect(await stores.users.forLogin('nobody')).toBeUndefined()
    await expect(stores.users.setPassword(admin, uuid(), 'h')).rejects.toMatchObject({ kind: 'not_found' })
    const bob: Caller = { kind: 'person', id: uuid(), name: 'bob', role: 'viewer', tags: [] }
    expect(await stores.users.list(bob)).toEqual([])
    expect((await stores.users.list(admin)).map(({ name }) => name)).toContain('Alice')
  })

  const token = async (userId: string, family: string, tokenHash: string): Promise<string> => {
    const id = uuid()
    await stores.logins.addRefreshToken({ id, userId, family, tokenHash, expiresAt: new Date(4_000_000_000_000) })
    return id
  }

  it('spends a refresh token once, however many try, and revokes a family', async () => {
    const user = await stores.users.create(admin, { name: 'spender', role: 'viewer', passwordHash: 'h' })
    const family = uuid()
    const id = await token(user.id, family, 'hash-2')

    const spent = await Promise.all([1, 2, 3].map(() => stores.logins.spendRefreshToken(id)))
    expect(spent.filter(Boolean)).toHaveLength(1)
    expect(await stores.logins.familyLives(family)).toBe(true)
    await stores.logins.revokeFamily(family)

    expect(await stores.logins.familyLives(family)).toBe(false)
    expect(await stores.logins.familyLives(uuid())).toBe(false)
    expect(await stores.logins.findRefreshToken('hash-2')).toMatchObject({
      userId: user.id,
      usedAt: expect.any(Date),
      revokedAt: expect.any(Date),
    })
  })

  it('takes a setup token once, and only the last one that was made, before it expires', async () => {
    const later = new Date(4_000_000_000_000)
    await stores.logins.replaceSetupToken('old', later)
    await stores.logins.replaceSetupToken('new', later)

    expect(await stores.logins.takeSetupToken('old')).toBe(false)
    expect(await stores.logins.takeSetupToken('new')).toBe(true)
    expect(await stores.logins.takeSetupToken('new')).toBe(false)
    await stores.logins.replaceSetupToken('expired', new Date(0))
    expect(await stores.logins.takeSetupToken('expired')).toBe(false)
  })

  it('keeps what an admin set, until it is unset, with a record of both', async () => {
    await stores.settings.set(admin, 'job.max_parallel', 3)
    await stores.settings.set(admin, 'job.max_parallel', 4)
    await stores.settings.set(admin, 'redaction.patterns', ['a'])

    expect(await stores.settings.all()).toMatchObject([
      { key: 'job.max_parallel', value: 4, updatedBy: 'system:test' },
      { key: 'redaction.patterns', value: ['a'] },
    ])
    await stores.settings.unset(admin, 'job.max_parallel')
    await stores.settings.unset(admin, 'job.max_parallel')
    expect((await stores.settings.all()).map(({ key }) => key)).toEqual(['redaction.patterns'])
    const actions = (await auditOf('job.max_parallel')).map(({ action }) => action)
    expect(actions).toEqual(['setting.unset', 'setting.set', 'setting.set'])
  })

  it('lets a request through once, and gives its answer to every repetition by the same caller', async () => {
    const { idempotency } = stores
    const first = await db.transaction(async () => {
      const kept = await idempotency.begin('k', 'alice', 'r')
      await idempotency.keep('k', 'alice', { status: 201, body: '{}' })
      return kept
    })

    expect(first).toBeUndefined()
    expect(await idempotency.begin('k', 'alice', 'another')).toEqual({ requestHash: 'r', status: 201, body: '{}' })
    expect(await idempotency.begin('k', 'bob', 'r')).toBeUndefined()
  })

  it('lets a request through again when the first try was undone', async () => {
    const failing = db.transaction(async () => {
      await stores.idempotency.begin('undone', 'alice', 'r')
      throw new Error('undo')
    })
    await expect(failing).rejects.toThrow('undo')

    expect(await stores.idempotency.begin('undone', 'alice', 'r')).toBeUndefined()
  })

  it('gives messages in order until they are delivered, and none of a transaction that was rolled back', async () => {
    const add = (type: string) => stores.outbox.add({ type, payload: { n: 1 }, correlationId: 'c' })
    await add('first')
    await add('second')
    const undone = db.transaction(async () => {
      await add('undone')
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')

    const pending = await stores.outbox.pending(10)
    expect(pending.map(({ type }) => type)).toEqual(['first', 'second'])
    expect(pending[0]).toMatchObject({ payload: { n: 1 }, correlationId: 'c' })
    await stores.outbox.markDelivered([pending[0]!.id])
    await stores.outbox.markDelivered([])
    expect((await stores.outbox.pending(10)).map(({ type }) => type)).toEqual(['second'])
  })

  it('records who did what under the correlation id of the request, newest first, by cursor', async () => {
    const id = uuid()
    await withCorrelation('corr-7', () => stores.audits.record(admin, 'test.one', { type: 'thing', id }, { n: 1 }))
    await stores.audits.record(admin, 'test.two', { type: 'thing', id })

    const first = await stores.audits.list(admin, null, 1)
    const second = await stores.audits.list(admin, first.next, 1)

    expect(first.items[0]).toMatchObject({ action: 'test.two', details: null, correlationId: null })
    expect(second.items[0]).toMatchObject({
      action: 'test.one',
      details: { n: 1 },
      correlationId: 'corr-7',
      actor: 'system:test',
    })
  })
})
