import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { schedulerParts } from '../wiring/parts.ts'
import { openPipeline, type Pipeline } from '../wiring/testing/pipeline.ts'
import { createDriftGuard } from './reap.ts'
import { runScheduler, type SchedulerParts } from './scheduler.ts'

describe('a scheduler', () => {
  let at: Pipeline
  beforeAll(async () => {
    at = await openPipeline()
  })
  afterAll(() => at?.[Symbol.asyncDispose]())

  const start = (change: Partial<SchedulerParts> = {}) => {
    const stop = new AbortController()
    const quick = { tickS: () => 0.05, reaperS: () => 0.05 }
    const done = runScheduler({ ...schedulerParts(at.ground), ...quick, ...change }, stop.signal)
    return {
      async [Symbol.asyncDispose]() {
        stop.abort()
        await done
      },
    }
  }

  it('fires a due job, and a worker works it off, again and again', async () => {
    const { row } = await at.standardDevice()
    const job = await at.job({
      deviceIds: [row.id],
      schedule: { kind: 'interval', every_s: 1 },
      nextFireAt: await at.ground.db.now(),
    })
    await using _worker = at.startWorker()
    await using _scheduler = start()

    const who = { kind: 'system', id: null, name: 'test', role: 'admin', tags: 'all' } as const
    await vi.waitFor(async () => {
      const { items } = await at.ground.stores.runs.list(who, { jobId: job.id }, { page: 1, size: 10 })
      expect(items.filter(({ status }) => status === 'COMPLETED').length).toBeGreaterThan(1)
    }, 10_000)
    expect(await at.snapshots(row)).toHaveLength(1)
  })

  it('goes on after a round that failed', async () => {
    const { row } = await at.standardDevice()
    const run = await at.enqueue([row])
    await at.ground.db.execute('delete from netraven_queue.job')
    await using _worker = at.startWorker()
    let failures = 2
    const now = () => (failures-- > 0 ? Promise.reject(new Error('the database is away')) : at.ground.db.now())

    await using _scheduler = start({ db: { ...at.ground.db, now }, leaseS: () => 0 })

    expect(await at.ended(run)).toMatchObject({ status: 'COMPLETED' })
    expect(at.ground.logged()).toMatch(/the (tick|reaper) failed; it runs again in 0\.05 s/)
  })

  it('does not reap for one lease after the clock of the database jumped', async () => {
    let jumpedMs = 0
    const now = async () => new Date((await at.ground.db.now()).getTime() + (jumpedMs += 3_600_000))
    let reaped = 0
    const { targets, jobs } = schedulerParts(at.ground)
    const counting = {
      ...targets,
      reap: (...what: Parameters<typeof targets.reap>) => targets.reap(...what).finally(() => reaped++),
    }
    const noJobs = { ...jobs, due: async () => [] }

    await using _scheduler = start({ db: { ...at.ground.db, now }, targets: counting, jobs: noJobs, leaseS: () => 600 })
    await vi.waitFor(() => expect(at.ground.logged()).toContain('the reaper waits one lease'))

    expect(reaped).toBeLessThan(2)
  })
})

it('two clocks that go on together are steady, apart by more than the tolerance they have drifted, once', () => {
  const judge = createDriftGuard(5_000)
  expect(judge(1_000_000, 100)).toBe('steady')
  expect(judge(1_010_000, 10_100)).toBe('steady')
  expect(judge(1_080_000, 20_100)).toBe('drifted')
  expect(judge(1_090_000, 30_100)).toBe('steady')
  expect(judge(1_030_000, 40_100)).toBe('drifted')
})
