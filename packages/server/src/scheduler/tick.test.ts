import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testEngines } from '../db/testing/open-test-database.ts'
import type { JobSchedule } from '../db/schema.ts'
import type { Job } from '../store/jobs.ts'
import { schedulerParts } from '../wiring/parts.ts'
import { openPipeline, type Pipeline, test } from '../wiring/testing/pipeline.ts'
import { tick, type TickParts } from './tick.ts'

const hourly: JobSchedule = { kind: 'interval', every_s: 3600 }
const nightly: JobSchedule = { kind: 'cron', expression: '30 2 * * *', time_zone: 'Europe/Berlin' }

describe.each(testEngines)('a tick on %s', (engine) => {
  let at: Pipeline
  let parts: TickParts
  let now: Date
  beforeAll(async () => {
    at = await openPipeline(engine)
    parts = { ...schedulerParts(at.ground), db: { ...at.ground.db, now: async () => now } }
  })
  afterAll(() => at?.[Symbol.asyncDispose]())
  beforeEach(async () => {
    await at.ground.db.execute('delete from runs; delete from jobs')
  })

  const dueAt = (iso: string) => {
    now = new Date(iso)
    return now
  }
  const runsOf = async (job: Job) =>
    (await at.ground.stores.runs.list(test, { jobId: job.id }, { page: 1, size: 200 })).items
  const nextOf = async (job: Job) => (await at.ground.stores.jobs.get(test, job.id))?.nextFireAt

  it.each([
    ['interval', hourly, '2026-11-21T02:30:00.000Z'],
    ['cron', nightly, '2026-11-22T01:30:00.000Z'],
  ])('fires an %s job once, with two schedulers ticking at once', async (_kind, schedule, next) => {
    const job = await at.job({ schedule, nextFireAt: dueAt('2026-11-21T01:30:00Z') })

    await Promise.all([tick(parts), tick(parts), tick(parts), tick(parts)])
    await tick(parts)

    const [run, ...others] = await runsOf(job)
    expect(others).toEqual([])
    expect(run).toMatchObject({ status: 'QUEUED', trigger: 'schedule', authorName: null, dueAt: now })
    expect((await nextOf(job))?.toISOString()).toBe(next)
  })

  it('makes one run of all fires that were missed, and says how many', async () => {
    const job = await at.job({ name: 'sleeper', schedule: hourly, nextFireAt: dueAt('2026-11-20T00:00:00Z') })
    dueAt('2026-11-21T10:15:00Z')

    await Promise.all([tick(parts), tick(parts)])

    expect(await runsOf(job)).toMatchObject([{ dueAt: new Date('2026-11-20T00:00:00Z') }])
    expect((await nextOf(job))?.toISOString()).toBe('2026-11-21T11:00:00.000Z')
    expect(at.ground.logged()).toContain('sleeper fired once for 2026-11-20T00:00:00.000Z; 34 later fires passed')
  })

  it('fires the others when one has a schedule that can no longer be read', async () => {
    const nextFireAt = dueAt('2026-11-21T01:30:00Z')
    const lost: JobSchedule = { kind: 'cron', expression: '0 * * * *', time_zone: 'Atlantis/Lost' }
    await at.job({ name: 'lost in time', schedule: lost, nextFireAt: new Date(nextFireAt.getTime() - 1000) })
    const job = await at.job({ schedule: hourly, nextFireAt })

    await tick(parts)

    expect(await runsOf(job)).toHaveLength(1)
    expect(at.ground.logged()).toContain('lost in time could not be fired')
  })

  it('leaves alone what is disabled, by hand or not due', async () => {
    const nextFireAt = dueAt('2026-11-21T01:30:00Z')
    const disabled = await at.job({ schedule: hourly, nextFireAt, enabled: false })
    const later = await at.job({ schedule: hourly, nextFireAt: new Date(now.getTime() + 1) })
    const byHand = await at.job({})

    await tick(parts)

    for (const job of [disabled, later, byHand]) expect(await runsOf(job)).toEqual([])
  })

  it('fires each of 150 jobs that are due at once', async () => {
    const nextFireAt = dueAt('2026-11-21T01:30:00Z')
    const jobs = await Promise.all(Array.from({ length: 150 }, () => at.job({ schedule: hourly, nextFireAt })))

    await Promise.all([tick(parts), tick(parts)])
    await tick(parts)

    const { total } = await at.ground.stores.runs.list(test, {}, { page: 1, size: 1 })
    expect(total).toBe(jobs.length)
  })

  it('leaves the fire time as it was when the run could not be written', async () => {
    const job = await at.job({ schedule: hourly, nextFireAt: dueAt('2026-11-21T01:30:00Z') })
    const broken = { ...parts, enqueueRun: () => Promise.reject(new Error('the disk is full')) }

    await tick(broken)
    expect(at.ground.logged()).toContain('the disk is full')
    expect(await nextOf(job)).toEqual(now)
    await tick(parts)

    expect(await runsOf(job)).toHaveLength(1)
  })
})
