import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { testEngines } from '../db/testing/open-test-database.ts'
import { type CancelRun, createCancelRun } from '../runs/cancel-run.ts'
import { schedulerParts } from '../wiring/parts.ts'
import { openPipeline, type Pipeline, test } from '../wiring/testing/pipeline.ts'
import { createLeases } from './leases.ts'
import { planRun } from './plan-run.ts'

/** The switch falls silent in the middle of its configuration, for as long as the test wants. */
const silent = { kind: 'cut-config', atByte: 60, ending: 'silence', reads: 'every' } as const

describe.each(testEngines)('a backup without luck on %s', (engine) => {
  let at: Pipeline
  beforeAll(async () => {
    const patient = { 'device.command_timeout_s': 60, 'worker.drain_s': 0 }
    at = await openPipeline(engine, { ...patient, lease_s: 1, heartbeat_s: 0.2 })
  })
  afterAll(() => at?.[Symbol.asyncDispose]())

  const cancel: CancelRun = (who, runId) => createCancelRun(schedulerParts(at.ground))(who, runId)
  const dropTickets = () => at.ground.db.execute('delete from netraven_queue.job')
  const statusOf = async (run: Parameters<Pipeline['target']>[0]) => (await at.target(run)).status
  /** A target that stands planned, with a ticket, and nobody to take it. */
  const planned = async (row: Parameters<Pipeline['snapshots']>[0]) => {
    const run = await at.enqueue([row])
    await planRun({ ...at.ground, ...at.ground.stores }, run.id)
    return run
  }

  it('is made once, however often its tickets are doubled', async () => {
    const { device, row } = await at.standardDevice()
    const run = await planned(row)
    const { id } = await at.target(run)
    await at.ground.queue.enqueue('run', [run.id, run.id, run.id])
    await at.ground.queue.enqueue('target', [id, id, id, id])

    await using _one = at.startWorker()
    await using _two = at.startWorker()

    expect(await at.ended(run)).toMatchObject({ status: 'COMPLETED', targetsTotal: 1 })
    expect(await at.target(run)).toMatchObject({ attempt: 1, outcome: 'new' })
    expect(device.seen.configReads).toBe(1)
    expect(await at.snapshots(row)).toHaveLength(1)
  })

  it.each([
    ['of its run', async (row: Parameters<Pipeline['snapshots']>[0]) => at.enqueue([row])],
    ['of its target', planned],
  ])('is made although the ticket %s was lost', async (_which, begin) => {
    const { row } = await at.standardDevice()
    const run = await begin(row)
    await dropTickets()
    await at.reap()

    await using _worker = at.startWorker()

    expect(await at.ended(run)).toMatchObject({ status: 'COMPLETED' })
  })

  it('stores nothing of a worker that comes back after another one has taken over', async () => {
    const { device, row } = await at.standardDevice()
    const asleep = Promise.withResolvers<void>()
    await using sleepy = at.startWorker((parts) => ({
      concurrency: 1,
      drainMs: 10_000,
      leases: createLeases({ ...parts, heartbeatS: () => 600 }),
      unlock: async (...what) => asleep.promise.then(() => parts.unlock(...what)),
    }))
    const run = await at.enqueue([row])
    await vi.waitFor(async () => expect(await statusOf(run)).toBe('RUNNING'))
    await vi.waitFor(async () => at.reap().then(async () => expect(await statusOf(run)).toBe('QUEUED')), 5000)
    {
      await using _awake = at.startWorker()
      await at.ended(run)
    }
    const [snapshot] = await at.snapshots(row)
    device.config = device.config.replace('uplink', 'late text')

    asleep.resolve()
    await sleepy[Symbol.asyncDispose]()

    expect(device.seen.configReads).toBe(2)
    expect(await at.snapshots(row)).toEqual([snapshot])
    expect(await at.target(run)).toMatchObject({ status: 'SUCCEEDED', attempt: 2, lost: 1, snapshotId: snapshot!.id })
    expect(at.ground.logged()).toContain('attempt 1 is no longer the current one')
  })

  it('is broken off as soon as its worker hears that the lease is gone', async () => {
    const { device, row } = await at.standardDevice({ faults: [silent] })
    await using worker = at.startWorker()
    const run = await at.enqueue([row])
    await vi.waitFor(() => expect(device.seen.lastConfigSent).toHaveLength(60))
    const { id } = await at.target(run)
    await at.ground.db
      .sql()
      .updateTable('targets')
      .set({ attempt: 7, worker: 'another' })
      .where('id', '=', id)
      .execute()

    await expect.poll(() => device.seen.open).toBe(0)
    await worker[Symbol.asyncDispose]()

    expect(await at.target(run)).toMatchObject({ status: 'RUNNING', attempt: 7, worker: 'another', errorCode: null })
    expect(await at.snapshots(row)).toEqual([])
    await at.ground.stores.targets.finish(id, 7, nothing)
  })

  it('is given up after three workers died of it, and harms no other target', async () => {
    const [deadly, healthy] = [await at.standardDevice(), await at.standardDevice()]
    const run = await at.enqueue([deadly.row, healthy.row])
    await planRun({ ...at.ground, ...at.ground.stores }, run.id)
    const { id } = (await at.targets(run)).find(({ deviceId }) => deviceId === deadly.row.id)!
    for (const worker of ['first', 'second', 'third']) {
      expect(await at.ground.stores.targets.claim(id, worker, 0)).toMatchObject({ target: { worker } })
      await at.reap()
    }

    await using _worker = at.startWorker()

    expect(await at.ended(run)).toMatchObject({ status: 'COMPLETED_WITH_FAILURES', targetsFailed: 1 })
    expect((await at.targets(run)).find((target) => target.id === id)).toMatchObject({
      status: 'FAILED',
      lost: 3,
      errorCode: 'worker_lost',
      errorMessage: expect.stringContaining('3 workers were lost'),
    })
  })

  it('is handed on when its worker stops, and does not count as lost', async () => {
    const { device, row } = await at.standardDevice({ faults: [silent] })
    const worker = at.startWorker()
    const run = await at.enqueue([row])
    await vi.waitFor(() => expect(device.seen.lastConfigSent).toHaveLength(60))

    await worker[Symbol.asyncDispose]()

    expect(await at.target(run)).toMatchObject({ status: 'QUEUED', attempt: 1, lost: 0, worker: null })
    device.setFault()
    await using _next = at.startWorker()
    await at.ended(run)
    expect(await at.target(run)).toMatchObject({ status: 'SUCCEEDED', attempt: 2, lost: 0 })
  })

  it('ends in mid-visit when somebody cancels its run', async () => {
    const { device, row } = await at.standardDevice({ faults: [silent] })
    const waiting = await at.standardDevice()
    const job = await at.job({ deviceIds: [row.id, waiting.row.id], maxParallel: 1 })
    await using _worker = at.startWorker()
    const run = await at.enqueue(job)
    await vi.waitFor(() => expect(device.seen.lastConfigSent).toHaveLength(60))

    await cancel(test, run.id)

    expect(await at.ended(run)).toMatchObject({ status: 'CANCELLED' })
    expect((await at.targets(run)).map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED'])
    expect(waiting.device.seen.connections).toBe(0)
    expect(await at.snapshots(row)).toEqual([])
  })

  it('ends at once when its run is cancelled before a worker has taken it', async () => {
    const { device, row } = await at.standardDevice()
    const run = await planned(row)

    expect(await cancel(test, run.id)).toMatchObject({ status: 'CANCELLED', endedAt: expect.any(Date) })
    await using _worker = at.startWorker()
    await at.backUp([row])

    expect(await at.target(run)).toMatchObject({ status: 'CANCELLED', attempt: 0 })
    expect(device.seen.configReads).toBe(1)
    expect(await cancel(test, '01a1fd3b-94fc-7431-818f-c6613346cf49')).toBeUndefined()
  })

  it('waits for its turn while another run is at the same device', async () => {
    const { device, row } = await at.standardDevice({ faults: [silent] })
    await using _worker = at.startWorker()
    const first = await at.enqueue([row])
    await vi.waitFor(() => expect(device.seen.lastConfigSent).toHaveLength(60))
    const second = await at.enqueue([row])
    await vi.waitFor(async () => expect(await at.targets(second)).toHaveLength(1))

    expect(device.seen.open).toBe(1)
    await cancel(test, first.id)
    device.setFault()

    expect(await at.ended(second)).toMatchObject({ status: 'COMPLETED' })
  })
})

const nothing = {
  status: 'CANCELLED',
  errorCode: null,
  errorMessage: null,
  errorDetails: null,
  snapshotId: null,
  outcome: null,
} as const
