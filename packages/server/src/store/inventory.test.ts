import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { type Caller, systemCaller } from './caller.ts'
import { createStores } from './create-stores.ts'
import type { DeviceInput } from './devices.ts'
import type { Stores } from './stores.ts'

const admin = systemCaller('test')
const seer = (...tags: string[]): Caller => ({ kind: 'person', id: uuid(), name: 'eve', role: 'operator', tags })

const device = (hostname: string, ...tags: string[]): DeviceInput => ({
  hostname,
  address: '192.0.2.1',
  port: 22,
  transport: 'ssh',
  platform: 'cisco_ios',
  algorithms: 'modern',
  enabled: true,
  tags,
})

const onePage = { page: 1, size: 50 }

describe.each(testEngines)('inventory on %s', (engine) => {
  let db: Database
  let stores: Stores

  beforeAll(async () => {
    db = await openTestDatabase(engine)
    stores = createStores(db)
  })
  afterAll(() => db[Symbol.asyncDispose]())

  const actionsOn = async (id: string): Promise<string[]> => {
    const { items } = await stores.audits.list(admin, null, 200)
    return items.filter(({ objectId }) => objectId === id).map(({ action }) => action)
  }

  it('keeps a device as it was given, and records who did it', async () => {
    await stores.tags.ensure(admin, ['edge', 'lab'])

    const made = await stores.devices.create(admin, { ...device('Core-1', 'lab', 'edge'), title: 'Core' })

    expect(await stores.devices.get(admin, made.id)).toEqual(made)
    expect(made).toMatchObject({ hostname: 'Core-1', title: 'Core', tags: ['edge', 'lab'], version: 1, facts: null })
    expect(await actionsOn(made.id)).toEqual(['device.create'])
  })

  it('refuses a hostname that differs in case only, and leaves no trace of the attempt', async () => {
    await stores.devices.create(admin, device('twin'))

    await expect(stores.devices.create(admin, device('TWIN'))).rejects.toMatchObject({ kind: 'conflict' })

    expect((await stores.devices.list(admin, { text: 'twin' }, onePage)).total).toBe(1)
  })

  it('changes only what is given, and only while the version is the one that was read', async () => {
    const made = await stores.devices.create(admin, device('changing'))

    const changed = await stores.devices.update(admin, made.id, { port: 2222 }, made.version)

    expect(changed).toMatchObject({ port: 2222, address: '192.0.2.1', version: 2 })
    await expect(stores.devices.update(admin, made.id, { port: 23 }, made.version)).rejects.toMatchObject({
      kind: 'conflict',
      details: { version: 2 },
    })
    await expect(stores.devices.update(admin, uuid(), { port: 23 })).rejects.toMatchObject({ kind: 'not_found' })
    expect((await stores.devices.findByHostname(admin, 'CHANGING'))?.port).toBe(2222)
  })

  it('shows a caller the devices of their tags only, in lists, counts and choices alike', async () => {
    const tags = await stores.tags.ensure(admin, ['north', 'south'])
    const north = await stores.devices.create(admin, device('vis-north', 'north'))
    const south = await stores.devices.create(admin, device('vis-south', 'south'))
    await stores.devices.create(admin, device('vis-bare'))
    const eve = seer(tags.get('north')!)

    const seen = await stores.devices.list(eve, { text: 'vis-' }, onePage)

    expect(seen.items.map(({ hostname }) => hostname)).toEqual(['vis-north'])
    expect(seen.total).toBe(1)
    expect(await stores.devices.get(eve, south.id)).toBeUndefined()
    expect(await stores.devices.findByHostname(eve, 'vis-south')).toBeUndefined()
    const all = { all: true, deviceIds: [], tagIds: [] }
    expect(await stores.devices.chosen(eve, all, null, 10)).toEqual([{ id: north.id, hostname: 'vis-north' }])
    await expect(stores.devices.remove(eve, south.id)).rejects.toMatchObject({ kind: 'not_found' })
    expect((await stores.tags.list(eve)).map(({ name }) => name)).toEqual(['north'])
    expect((await stores.devices.list(seer(), {}, onePage)).total).toBe(0)
    expect((await stores.audits.list(eve, null, 10)).items).toEqual([])
  })

  it('lets a caller give and take only the tags that they see', async () => {
    const tags = await stores.tags.ensure(admin, ['mine', 'mine-too', 'theirs'])
    const made = await stores.devices.create(admin, device('tagged', 'mine', 'theirs'))
    const eve = seer(tags.get('mine')!, tags.get('mine-too')!)

    await stores.devices.update(eve, made.id, { tags: ['mine-too'] })

    expect((await stores.devices.get(admin, made.id))?.tags).toEqual(['mine-too', 'theirs'])
    await expect(stores.devices.update(eve, made.id, { tags: ['theirs'] })).rejects.toMatchObject({
      kind: 'invalid',
      details: { unknown: ['theirs'] },
    })
  })

  it('finds text as it stands, sorts, and gives pages with the count of all', async () => {
    for (const name of ['p%1', 'p%2', 'p%3', 'pX4']) await stores.devices.create(admin, device(name))

    const second = await stores.devices.list(
      admin,
      { text: 'p%', sort: 'hostname', order: 'desc' },
      { page: 2, size: 2 },
    )

    expect(second.items.map(({ hostname }) => hostname)).toEqual(['p%1'])
    expect(second).toMatchObject({ total: 3, page: 2, size: 2 })
  })

  it('chooses devices by id or tag, enabled ones only, one page after the other', async () => {
    const tags = await stores.tags.ensure(admin, ['chosen'])
    const a = await stores.devices.create(admin, device('ch-a', 'chosen'))
    const b = await stores.devices.create(admin, device('ch-b'))
    await stores.devices.create(admin, { ...device('ch-off', 'chosen'), enabled: false })
    const choice = { all: false, deviceIds: [b.id], tagIds: [tags.get('chosen')!] }

    const first = await stores.devices.chosen(admin, choice, null, 1)
    const rest = await stores.devices.chosen(admin, choice, first[0]!.id, 10)

    expect([...first, ...rest].map(({ id }) => id)).toEqual([a.id, b.id])
  })

  it('records facts when they change, and not at every visit', async () => {
    const made = await stores.devices.create(admin, device('facts'))
    await stores.devices.setFacts(admin, made.id, { serial: 'A1', model: null })
    await stores.devices.setFacts(admin, made.id, { model: null, serial: 'A1' })

    const read = await stores.devices.get(admin, made.id)

    expect(read?.facts).toEqual({ serial: 'A1', model: null })
    expect(read?.factsAt).toBeInstanceOf(Date)
    expect(await actionsOn(made.id)).toEqual(['device.facts', 'device.create'])
  })

  it('pins the first key of two that come at once, and changes it only when an offered one is accepted', async () => {
    const made = await stores.devices.create(admin, device('keyed'))
    const key = (fingerprint: string) => ({
      deviceId: made.id,
      endpoint: '[192.0.2.1]:22',
      algorithm: 'ssh-ed25519',
      publicKey: `key-${fingerprint}`,
      fingerprint,
      runId: null,
    })

    const [one, two] = await Promise.all([
      stores.hostKeys.pinFirst(admin, key('SHA256:a')),
      stores.hostKeys.pinFirst(admin, key('SHA256:b')),
    ])
    expect(one).toEqual(two)

    await stores.hostKeys.offer(admin, key('SHA256:c'))
    await stores.devices.hold(admin, made.id, 'another key')
    expect((await stores.devices.get(admin, made.id))?.heldReason).toBe('another key')
    await expect(stores.hostKeys.accept(admin, made.id, 'SHA256:x')).rejects.toMatchObject({ kind: 'not_found' })
    await stores.hostKeys.accept(admin, made.id, 'SHA256:c')

    const pinned = await stores.hostKeys.pinned(made.id, '[192.0.2.1]:22')
    expect(pinned.map(({ fingerprint }) => fingerprint)).toEqual(['SHA256:c'])
    expect(await stores.hostKeys.list(admin, made.id)).toHaveLength(1)
    expect((await stores.devices.get(admin, made.id))?.heldReason).toBeNull()
  })

  it('refuses a tag name twice, renames and removes tags', async () => {
    const tag = await stores.tags.create(admin, 'once')
    await expect(stores.tags.create(admin, 'once')).rejects.toMatchObject({ kind: 'conflict' })

    await stores.tags.rename(admin, tag.id, 'renamed')
    expect(await stores.tags.get(admin, tag.id)).toMatchObject({ name: 'renamed', devices: 0 })
    await stores.tags.remove(admin, tag.id)

    expect(await stores.tags.get(admin, tag.id)).toBeUndefined()
    expect(await actionsOn(tag.id)).toEqual(['tag.remove', 'tag.rename', 'tag.create'])
  })
})
