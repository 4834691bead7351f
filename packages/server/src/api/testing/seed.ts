import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { Run } from '../../store/runs.ts'
import { systemCaller } from '../../store/caller.ts'
import type { Stores } from '../../store/stores.ts'
import type { TargetResult } from '../../store/targets.ts'

const worker = systemCaller('worker')

export interface SeededSnapshot {
  readonly id: string
  readonly runId: string
  readonly targetId: string
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const succeeded: TargetResult = {
  status: 'SUCCEEDED',
  errorCode: null,
  errorMessage: null,
  errorDetails: null,
  snapshotId: null,
  outcome: 'unchanged',
}

/** A run with one target for each device, as a planner leaves it. */
export async function seedRun(stores: Stores, devices: readonly { id: string; hostname: string }[]): Promise<Run> {
  const id = uuid()
  const run = await stores.runs.create(worker, {
    id,
    jobId: null,
    jobName: 'seeded',
    type: 'backup',
    params: {},
    deviceIds: devices.map((device) => device.id),
    dueAt: null,
    trigger: 'manual',
    authorName: null,
    maxParallel: 5,
    correlationId: id,
  })
  if (!run) throw new Error('the run was not made')
  await stores.runs.startPlanning(id)
  await stores.targets.add(id, devices)
  await stores.runs.markPlanned(id, devices.length)
  return run
}

/** Ends every target of a run, and the run, as workers do. */
export async function endRun(
  stores: Stores,
  runId: string,
  resultOf: (hostname: string) => TargetResult,
): Promise<void> {
  const { items } = await stores.targets.list(worker, runId, { page: 1, size: 200 })
  for (const target of items) {
    const claim = await stores.targets.claim(target.id, 'w1', 30)
    if (!claim || claim === 'busy') throw new Error(`the target was not claimed: ${String(claim)}`)
    await stores.targets.finish(target.id, claim.attempt, resultOf(target.hostname))
  }
  const counts = await stores.runs.lockAndCount(runId)
  if (!counts) throw new Error('there is no such run')
  await stores.runs.setCounts(runId, counts)
  await stores.runs.end(runId, counts.failed > 0 ? 'COMPLETED_WITH_FAILURES' : 'COMPLETED')
}

/** A kept configuration with its sealed original, which the test API opens by reading it. */
export async function seedSnapshot(
  stores: Stores,
  device: { id: string; hostname: string },
  text: string,
  previousId: string | null = null,
): Promise<SeededSnapshot> {
  const run = await seedRun(stores, [device])
  const [target] = (await stores.targets.list(worker, run.id, { page: 1, size: 1 })).items
  if (!target) throw new Error('the target was not made')
  const id = uuid()
  const at = new Date()
  await stores.blobs.put(sha256(text), Buffer.from(text))
  await stores.snapshots.insert({
    id,
    deviceId: device.id,
    artifact: 'running-config',
    blobSha256: sha256(text),
    contentHash: sha256(text),
    previousId,
    targetId: target.id,
    runId: run.id,
    linesAdded: 1,
    linesRemoved: 0,
    command: 'show running-config',
    provenBy: 'end-mark',
    flags: [],
    capturedAt: at,
  })
  const raw = Buffer.from(`raw ${text}`)
  const dataKey = await stores.dataKeys.addFirst({
    id: uuid(),
    purpose: 'escrow',
    deviceId: device.id,
    kekVersion: 1,
    wrapped: 'AAAA',
  })
  await stores.escrows.put({
    snapshotId: id,
    kind: 'first',
    deviceId: device.id,
    dataKeyId: dataKey.id,
    rawMark: sha256(raw.toString()),
    rawBytes: raw.length,
    sealed: raw,
    capturedAt: at,
  })
  return { id, runId: run.id, targetId: target.id }
}
