import type { Database } from '../../db/database.ts'
import type { RunRequest } from '../../runs/enqueue-run.ts'
import { reap } from '../../scheduler/reap.ts'
import type { Device } from '../../store/devices.ts'
import type { Job, JobInput } from '../../store/jobs.ts'
import type { Run } from '../../store/runs.ts'
import type { Snapshot } from '../../store/snapshots.ts'
import type { Target } from '../../store/targets.ts'
import { runWorker, type WorkerParts } from '../../worker/worker.ts'
import type { Flags } from '../ground.ts'
import { schedulerParts, workerParts } from '../parts.ts'
import { createFleet, type Fleet, test } from './fleet.ts'
import { listenTo } from './listen-to.ts'
import { openTestGround, type TestGround } from './open-test-ground.ts'

export { login, test } from './fleet.ts'

type OwnParts = ReturnType<typeof workerParts>

/** The whole path of a backup in one process, driven by a test. */
export interface Pipeline extends Fleet, AsyncDisposable {
  readonly ground: TestGround
  job(input: Partial<JobInput>): Promise<Job>
  enqueue(what: Job | readonly Device[], more?: Partial<RunRequest>): Promise<Run>
  /** Works until it is disposed of: then its visits end or are handed on. `change` puts its own parts in the place of some. */
  startWorker(change?: (parts: OwnParts) => Partial<WorkerParts>): AsyncDisposable
  ended(run: Run): Promise<Run>
  /** Enqueues, and waits for the end. */
  backUp(what: Job | readonly Device[]): Promise<Run>
  targets(run: Run): Promise<readonly Target[]>
  /** The only target of a run. */
  target(run: Run): Promise<Target>
  snapshots(device: Device): Promise<readonly Snapshot[]>
  /** One round of the reaper; tickets older than `leaseS` count as lost. */
  reap(leaseS?: number): Promise<void>
}

const byHand: JobInput = {
  name: 'nightly',
  type: 'backup',
  params: {},
  schedule: { kind: 'manual' },
  allDevices: false,
  deviceIds: [],
  tags: [],
  maxParallel: null,
  enabled: true,
  nextFireAt: null,
}

export async function openPipeline(engine: Database['engine'] = 'pglite', flags: Flags = {}): Promise<Pipeline> {
  await using opening = new AsyncDisposableStack()
  const ground = opening.use(await openTestGround(engine, flags))
  const events = opening.use(await listenTo(ground.db, 'netraven_events'))
  const fleet = createFleet(ground, opening.use(new AsyncDisposableStack()))
  const runs = createRuns(ground, events)
  const opened = opening.move()
  return { ground, ...fleet, ...runs, ...lookInto(ground), [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

type Runs = Pick<Pipeline, 'job' | 'enqueue' | 'startWorker' | 'ended' | 'backUp' | 'reap'>

function createRuns(ground: TestGround, events: Awaited<ReturnType<typeof listenTo>>): Runs {
  const { stores } = ground
  const { enqueueRun } = schedulerParts(ground)
  let number = 0
  const runs: Runs = {
    job: (input) => stores.jobs.create(test, { ...byHand, name: `job ${++number}`, ...input }),
    async enqueue(what, more = {}) {
      const request: RunRequest =
        'name' in what
          ? { what: { job: what } }
          : { what: { type: 'backup', name: 'by hand', params: {} }, deviceIds: what.map((device) => device.id) }
      const run = await enqueueRun(test, { ...request, ...more })
      if (!run) throw new Error('there is a run for this due time already')
      return run
    },
    startWorker(change) {
      const stop = new AbortController()
      const parts = workerParts(ground)
      const working = runWorker({ ...parts, ...change?.(parts) }, stop.signal)
      return {
        async [Symbol.asyncDispose]() {
          stop.abort()
          await working
          parts.leases[Symbol.dispose]()
        },
      }
    },
    ended: (run) =>
      events.until(async () => {
        const now = await stores.runs.get(test, run.id)
        return now?.endedAt ? now : undefined
      }),
    async backUp(what) {
      await using _worker = runs.startWorker()
      return await runs.ended(await runs.enqueue(what))
    },
    reap: (leaseS = 0) => reap({ ...schedulerParts(ground), leaseS: () => leaseS }),
  }
  return runs
}

function lookInto({ stores }: TestGround): Pick<Pipeline, 'targets' | 'target' | 'snapshots'> {
  const targets: Pipeline['targets'] = async (run) =>
    (await stores.targets.list(test, run.id, { page: 1, size: 200 })).items
  return {
    targets,
    async target(run) {
      const [target, other] = await targets(run)
      if (!target || other) throw new Error(`run ${run.id} has not exactly one target`)
      return target
    },
    snapshots: async (device) => (await stores.snapshots.list(test, { deviceId: device.id }, null, 100)).items,
  }
}
