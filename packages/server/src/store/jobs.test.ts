import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { systemCaller } from './caller.ts'
import { createStores } from './create-stores.ts'
import type { JobInput } from './jobs.ts'
import type { Stores } from './stores.ts'

const admin = systemCaller('test')

describe.each(testEngines)('jobs on %s', (engine) => {
  let db: Database
  let stores: Stores

  beforeAll(async () => {
    db = await openTestDatabase(engine)
    stores = createStores(db)
  })
  afterAll(() => db[Symbol.asyncDispose]())

  const job = (name: string, change: Partial<JobInput> = {}) =>
    stores.jobs.create(admin, {
      name,
      type: 'backup',
      params: { artifacts: ['running-config'] },
      schedule: { kind: 'interval', every_s: 60 },
      allDevices: false,
      deviceIds: [],
      tags: [],
      maxParallel: null,
      enabled: true,
      nextFireAt: null,
      ...change,
    })

  it('keeps a job with its tags and devices, and changes only what is given', async () => {
    await stores.tags.ensure(admin, ['nightly'])
    const made = await job('kept', { tags: ['nightly'], maxParallel: 3, nextFireAt: new Date(1_000) })

    const changed = await stores.jobs.update(admin, made.id, { enabled: false }, made.version)

    expect(changed).toEqual({ ...made, enabled: false, version: 2, updatedAt: changed.updatedAt })
    expect(changed).toMatchObject({ tags: ['nightly'], maxParallel: 3, schedule: { kind: 'interval', every_s: 60 } })
    expect(await stores.jobs.findByName(admin, 'kept')).toEqual(changed)
    await expect(stores.jobs.update(admin, made.id, { name: 'x' }, 1)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(job('kept')).rejects.toMatchObject({ kind: 'conflict' })
    await expect(job('lost', { deviceIds: [uuid()] })).rejects.toMatchObject({ kind: 'invalid' })
    await stores.jobs.remove(admin, made.id)
    expect(await stores.jobs.get(admin, made.id)).toBeUndefined()
  })

  it('finds jobs whose time has come, oldest first, and lets one scheduler move each on', async () => {
    const now = await db.now()
    const ago = (s: number): Date => new Date(now.getTime() - s * 1000)
    const late = await job('late', { nextFireAt: ago(10) })
    const later = await job('later', { nextFireAt: ago(5) })
    await job('future', { nextFireAt: ago(-100) })
    await job('off', { nextFireAt: ago(20), enabled: false })

    const due = await stores.jobs.due(now, 10)
    expect(due.map(({ id }) => id)).toEqual([late.id, later.id])

    const moves = await Promise.all([1, 2].map(() => stores.jobs.advance(late.id, late.nextFireAt!, ago(-60))))
    expect(moves.filter(Boolean)).toHaveLength(1)
  })
})
