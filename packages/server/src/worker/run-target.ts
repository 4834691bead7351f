import { DeviceError } from '@netraven/device'
import { failpoint } from '#failpoints'
import { isDatabaseAway } from '../db/faults.ts'
import { jobType } from '../jobs/registry.ts'
import { withCorrelation } from '../log/correlation.ts'
import type { Log } from '../log/log.ts'
import type { Queue } from '../queue/queue.ts'
import { systemCaller } from '../store/caller.ts'
import type { RunStore } from '../store/runs.ts'
import type { Claim } from '../store/targets.ts'
import { type CaptureOf, type CaptureParts, captureArtifact, lastGoodOf } from './capture-artifact.ts'
import { failureOf } from './failure-of.ts'
import type { Lease, Leases } from './leases.ts'
import {
  DeviceGone,
  LeaseLost,
  type Settled,
  settleFailure,
  settleSuccess,
  type SettleParts,
  type TargetFailure,
} from './settle-target.ts'
import { visitDevice, type VisitParts, type Work } from './visit-device.ts'

export interface TargetParts extends SettleParts, CaptureParts, VisitParts {
  readonly runs: RunStore
  readonly queue: Queue
  readonly leases: Leases
  readonly log: Log
  /** Name of this worker in the rows. */
  readonly worker: string
  readonly leaseS: () => number
}

const who = systemCaller('worker')
/** A device is visited by one worker at a time; a ticket that finds it busy comes back after this. */
const BUSY_S = 2

/** Works one ticket off: claims the target, visits its device and settles what came of it. A claim that another worker
 *  was faster with, or a lease lost on the way, ends quietly: the row is the truth. */
export async function runTarget(parts: TargetParts, targetId: string, stopping: AbortSignal): Promise<void> {
  const claim = await parts.targets.claim(targetId, parts.worker, parts.leaseS())
  if (claim === 'busy') return parts.queue.enqueue('target', [targetId], { afterS: BUSY_S })
  if (!claim) return
  await failpoint('worker.claimed')
  using lease = parts.leases.hold(claim)
  const run = await parts.runs.get(who, claim.target.runId)
  if (!run) return
  try {
    await withCorrelation(run.correlationId, () => workOff(parts, { claim, run, logs: [] }, lease, stopping))
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
    parts.log.warn({ category: 'execution', targetId, runId: run.id }, error.message)
  }
}

async function workOff(parts: TargetParts, settled: Settled, lease: Lease, stopping: AbortSignal): Promise<void> {
  const { run, claim } = settled
  const device = await parts.devices.get(who, claim.target.deviceId)
  const type = jobType(run.type)
  if (!device) return settleFailure(parts, settled, skipped('the device was removed before its turn came'))
  if (!type) return settleFailure(parts, settled, skipped(`this program does not know jobs of type ${run.type}`))
  if (device.heldReason) return settleFailure(parts, settled, held(device.heldReason))
  const of: CaptureOf = { device, run, targetId: claim.target.id, learned: new Set() }
  const context = { lastGood: (artifact: string) => lastGoodOf(parts, of, artifact) }
  const work: Work = { ...of, type, context }
  try {
    const visit = await visitDevice(parts, work, AbortSignal.any([lease.lost, lease.cancelled, stopping]))
    if (visit.ok) return await settleFindings(parts, settled, of, visit.findings)
    if (lease.lost.aborted) throw new LeaseLost(`${device.hostname}: the visit was stopped, its lease is lost`)
    if (stopping.aborted && visit.error.kind === 'cancelled') return await giveBack(parts, claim)
    await settleFailure(parts, settled, await failureOf(parts, of, visit.error))
  } catch (error) {
    await settleFault(parts, settled, of, error)
  }
}

/** What was no fault of the device. Without a lease or a database there is nothing to write: the reaper sees to it. */
async function settleFault(parts: TargetParts, settled: Settled, of: CaptureOf, error: unknown): Promise<void> {
  if (error instanceof LeaseLost || isDatabaseAway(error)) throw error
  if (error instanceof DeviceGone) return settleFailure(parts, settled, skipped(error.message))
  const ids = { runId: of.run.id, targetId: of.targetId }
  parts.log.error({ category: 'execution', error, ...ids }, `${of.device.hostname}: not kept`)
  await settleFailure(parts, settled, await failureOf(parts, of, error))
}

async function settleFindings(
  parts: TargetParts,
  settled: Settled,
  of: CaptureOf,
  findings: Awaited<ReturnType<Work['type']['run']>>,
): Promise<void> {
  const unproven = findings.artifacts.find((artifact) => !artifact.proof.proven)
  if (unproven) {
    const message = `${unproven.name} of ${of.device.hostname} is not proven whole: ${unproven.proof.reason}`
    const failure = await failureOf(parts, of, new DeviceError('incomplete', message), unproven)
    return settleFailure(parts, settled, failure)
  }
  const captures = await Promise.all(findings.artifacts.map((artifact) => captureArtifact(parts, of, artifact)))
  await failpoint('worker.redacted')
  await settleSuccess(parts, settled, captures, findings.facts)
}

/** A worker that stops hands its target on at once instead of letting the lease run out. */
const giveBack = (parts: TargetParts, { target, attempt }: Claim): Promise<void> =>
  parts.db.transaction(async () => {
    if (await parts.targets.giveBack(target.id, attempt)) await parts.queue.enqueue('target', [target.id])
  })

const skipped = (message: string): TargetFailure => ({ status: 'SKIPPED', code: 'skipped', message, details: {} })

const held = (reason: string): TargetFailure => ({ status: 'FAILED', code: 'host_key', message: reason, details: {} })
