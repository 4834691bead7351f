import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { type Caller, systemCaller } from './caller.ts'
import { createStores } from './create-stores.ts'
import type { JobInput } from './jobs.ts'
import type { Run, RunInput } from './runs.ts'
import type { Stores } from './stores.ts'
import type { Claim, TargetResult } from './targets.ts'

const admin = systemCaller('test')
const onePage = { page: 1, size: 50 }
const SUCCEEDED: TargetResult = {
  status: 'SUCCEEDED',
  errorCode: null,
  errorMessage: null,
  errorDetails: null,
  snapshotId: null,
  outcome: 'new',
}

describe.each(testEngines)('jobs, runs and targets on %s', (engine) => {
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

  const run = async (change: Partial<RunInput> = {}): Promise<Run> => {
    const input: RunInput = {
      id: uuid(),
      jobId: null,
      jobName: 'nightly',
      type: 'backup',
      params: {},
      deviceIds: null,
      dueAt: null,
      trigger: 'manual',
      authorName: 'alice',
      maxParallel: 5,
      correlationId: 'corr-1',
      ...change,
    }
    return (await stores.runs.create(admin, input))!
  }

  /** A run with targets for these devices, all of them ticketed. */
  const ticketed = async (...deviceIds: string[]): Promise<{ run: Run; targets: string[] }> => {
    const made = await run()
    await stores.runs.startPlanning(made.id)
    await stores.targets.add(
      made.id,
      deviceIds.map((id) => ({ id, hostname: `h-${id}` })),
    )
    await stores.runs.markPlanned(made.id, deviceIds.length)
    return { run: made, targets: await stores.targets.issueTickets(made.id, 100) }
  }

  const claimed = async (targetId: string, leaseS = 30): Promise<Claim> => {
    const claim = await stores.targets.claim(targetId, 'w1', leaseS)
    if (!claim || claim === 'busy') throw new Error(`not claimed: ${claim}`)
    return claim
  }

  it('shows jobs and runs to those who see one of their devices or tags', async () => {
    const tags = await stores.tags.ensure(admin, ['see', 'blind'])
    const device = await stores.devices.create(admin, {
      hostname: 'seen',
      address: '192.0.2.7',
      port: 22,
      transport: 'ssh',
      platform: 'frr',
      algorithms: 'modern',
      enabled: true,
      tags: ['see'],
    })
    const made = await job('shown', { deviceIds: [device.id] })
    const { run: shown } = await ticketed(device.id, uuid())
    await stores.logs.append([{ level: 'INFO', category: 'result', message: '100% kept', runId: shown.id }])
    await stores.logs.append([{ level: 'INFO', category: 'system', message: 'for admins' }])
    const as = (tag: string): Caller => ({ ...admin, kind: 'person', id: uuid(), tags: [tags.get(tag)!] })

    expect((await stores.jobs.list(as('see'), onePage)).items.map(({ id }) => id)).toEqual([made.id])
    expect((await stores.runs.list(as('see'), {}, onePage)).items.map(({ id }) => id)).toEqual([shown.id])
    expect((await stores.targets.list(as('see'), shown.id, onePage)).total).toBe(1)
    expect((await stores.logs.list(as('see'), {}, null, 10)).items.map(({ message }) => message)).toEqual(['100% kept'])
    expect((await stores.jobs.list(as('blind'), onePage)).total).toBe(0)
    expect(await stores.runs.get(as('blind'), shown.id)).toBeUndefined()
    expect((await stores.logs.list(as('blind'), {}, null, 10)).items).toEqual([])
  })

  it('makes one run for a due time, however many schedulers fire', async () => {
    const made = await job('fires')
    const dueAt = new Date(1_700_000_000_000)

    const runs = await Promise.all([1, 2, 3].map(() => stores.runs.create(admin, { ...inputOf(made.id), dueAt })))

    expect(runs.filter(Boolean)).toHaveLength(1)
    const inputs = await Promise.all([1, 2].map(() => stores.runs.create(admin, inputOf(made.id))))
    expect(inputs.filter(Boolean)).toHaveLength(2)
    expect((await stores.runs.list(admin, { jobId: made.id, status: 'QUEUED' }, onePage)).total).toBe(3)
  })

  const inputOf = (jobId: string): RunInput => ({
    id: uuid(),
    jobId,
    jobName: 'fires',
    type: 'backup',
    params: {},
    deviceIds: ['a'],
    dueAt: null,
    trigger: 'schedule',
    authorName: null,
    maxParallel: 5,
    correlationId: 'c',
  })

  it('plans twice without doubling targets, and not at all once the run has ended', async () => {
    const made = await run()
    const devices = [uuid(), uuid()].map((id) => ({ id, hostname: id }))
    expect(await stores.runs.startPlanning(made.id)).toMatchObject({ status: 'RUNNING' })
    await stores.targets.add(made.id, devices)
    await stores.runs.startPlanning(made.id)
    await stores.targets.add(made.id, devices)
    expect(await stores.runs.lockAndCount(made.id)).toMatchObject({ total: 2, queued: 2, running: 0 })

    await stores.runs.markPlanned(made.id, 2)
    expect(await stores.runs.startPlanning(made.id)).toBeUndefined()
    expect(await stores.runs.open(100)).toContain(made.id)
    await stores.runs.end(made.id, 'FAILED')
    await stores.targets.add(made.id, [{ id: uuid(), hostname: 'late' }])

    expect((await stores.targets.list(admin, made.id, onePage)).total).toBe(2)
    expect(await stores.runs.get(admin, made.id)).toMatchObject({ status: 'FAILED', targetsTotal: 2 })
    expect(await stores.runs.open(100)).not.toContain(made.id)
  })

  it('issues tickets as far as max_parallel leaves room', async () => {
    const made = await run()
    await stores.targets.add(
      made.id,
      [1, 2, 3, 4, 5].map(() => ({ id: uuid(), hostname: 'h' })),
    )

    const first = await stores.targets.issueTickets(made.id, 2)
    expect(first).toHaveLength(2)
    expect(await stores.targets.issueTickets(made.id, 2)).toEqual([])
    const claim = await claimed(first[0]!)
    expect(await stores.targets.issueTickets(made.id, 2)).toEqual([])
    await stores.targets.finish(claim.target.id, claim.attempt, SUCCEEDED)

    expect(await stores.targets.issueTickets(made.id, 2)).toHaveLength(1)
  })

  it('gives a target to one of many that claim it, with the next attempt number and a lease', async () => {
    const { targets } = await ticketed(uuid())
    const before = await db.now()

    const claims = await Promise.all([1, 2, 3, 4].map((n) => stores.targets.claim(targets[0]!, `w${n}`, 30)))

    const won = claims.filter((claim): claim is Claim => typeof claim === 'object')
    expect(won).toHaveLength(1)
    expect(won[0]).toMatchObject({ attempt: 1, target: { status: 'RUNNING', attempt: 1 } })
    expect(won[0]!.leaseUntil.getTime() - before.getTime()).toBeGreaterThan(29_000)
    expect(claims.filter((claim) => claim === undefined)).toHaveLength(3)
  })

  it('opens one session for each device at a time, also when two runs want it in the same moment', async () => {
    const device = uuid()
    const one = await ticketed(device)
    const two = await ticketed(device)
    const ids = [one.targets[0]!, two.targets[0]!]

    const claims = await Promise.all(ids.map((id) => stores.targets.claim(id, 'w', 30)))

    const won = claims.find((claim) => typeof claim === 'object') as Claim
    expect(claims.filter((claim) => claim === 'busy')).toHaveLength(1)
    await stores.targets.finish(won.target.id, won.attempt, SUCCEEDED)
    const other = ids.find((id) => id !== won.target.id)!
    expect(await stores.targets.claim(other, 'w', 30)).toMatchObject({ attempt: 1 })
  })

  it('counts a result only under the attempt that is current', async () => {
    const { targets } = await ticketed(uuid())
    const first = await claimed(targets[0]!)
    await stores.targets.giveBack(first.target.id, first.attempt)
    const second = await claimed(targets[0]!)
    expect(second.attempt).toBe(2)

    expect(await stores.targets.finish(first.target.id, first.attempt, SUCCEEDED)).toBe(false)
    expect(await stores.targets.giveBack(first.target.id, first.attempt)).toBe(false)
    expect(await stores.targets.renew('w1', [{ id: targets[0]!, attempt: 1 }], 30)).toEqual([])
    expect(await stores.targets.renew('w1', [{ id: targets[0]!, attempt: 2 }], 30)).toEqual(targets)
    expect(await stores.targets.renew('w2', [{ id: targets[0]!, attempt: 2 }], 30)).toEqual([])
    const details = { tail: 'x' }
    const failure = {
      ...SUCCEEDED,
      status: 'FAILED',
      errorCode: 'auth',
      errorMessage: 'no',
      errorDetails: details,
    } as const
    expect(await stores.targets.finish(second.target.id, second.attempt, failure)).toBe(true)

    expect(await stores.targets.get(admin, targets[0]!)).toMatchObject({
      status: 'FAILED',
      errorCode: 'auth',
      errorDetails: details,
      lost: 0,
    })
  })

  it('takes targets of dead workers back, and gives up after the last loss allowed', async () => {
    const { run: made, targets } = await ticketed(uuid())
    const id = targets[0]!
    const mine = <T extends { id: string }>(all: T[]): T[] => all.filter((one) => one.id === id)
    await claimed(id, 30)
    expect(mine((await stores.targets.reap(2, 100)).requeued)).toEqual([])

    await stores.targets.renew('w1', [{ id, attempt: 1 }], -1)
    expect(mine((await stores.targets.reap(2, 100)).requeued)).toEqual([{ id, runId: made.id }])
    expect(await stores.targets.get(admin, id)).toMatchObject({ status: 'QUEUED', lost: 1, worker: null })

    await claimed(id, -1)
    expect(mine((await stores.targets.reap(2, 100)).failed)).toEqual([{ id, runId: made.id }])
    expect(await stores.targets.get(admin, id)).toMatchObject({ status: 'FAILED', lost: 2, errorCode: 'worker_lost' })
    expect(mine((await stores.targets.reap(2, 100)).failed)).toEqual([])
  })

  it('gives another ticket to what waits too long, once in that time', async () => {
    const { targets } = await ticketed(uuid())
    const unplanned = await run()

    expect(await stores.targets.stale(60, 500)).not.toContain(targets[0])
    expect(await stores.targets.stale(-1, 500)).toContain(targets[0])
    expect(await stores.runs.unplanned(60, 500)).not.toContain(unplanned.id)
    expect(await stores.runs.unplanned(-1, 500)).toContain(unplanned.id)
  })

  it('cancels what waits at once, and what is in hand when its worker gives it back', async () => {
    const { run: made, targets } = await ticketed(uuid(), uuid())
    const inHand = await claimed(targets[0]!)

    expect(await stores.runs.requestCancel(admin, made.id)).toMatchObject({ cancelRequested: true, status: 'RUNNING' })

    expect(await stores.targets.get(admin, targets[1]!)).toMatchObject({ status: 'CANCELLED' })
    expect(await stores.runs.cancelRequested([made.id, uuid()])).toEqual([made.id])
    await stores.targets.giveBack(inHand.target.id, inHand.attempt)
    const counts = (await stores.runs.lockAndCount(made.id))!
    expect(counts).toMatchObject({ cancelled: 2, queued: 0, running: 0 })
    await stores.runs.setCounts(made.id, counts)
    expect(await stores.runs.get(admin, made.id)).toMatchObject({ targetsSkipped: 2 })
  })

  it('ends a run that is cancelled before anybody planned it', async () => {
    const made = await run()

    expect(await stores.runs.requestCancel(admin, made.id)).toMatchObject({ status: 'CANCELLED' })

    expect(await stores.runs.startPlanning(made.id)).toBeUndefined()
    expect(await stores.runs.requestCancel(admin, made.id)).toMatchObject({ status: 'CANCELLED' })
    expect(await stores.runs.requestCancel(admin, uuid())).toBeUndefined()
  })
})
