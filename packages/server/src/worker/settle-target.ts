import { failpoint } from '#failpoints'
import type { Database } from '../db/database.ts'
import type { Findings } from '../jobs/job-type.ts'
import { type AdvanceParts, advanceRun } from '../runs/advance-run.ts'
import { type Capture, keep, type Kept, type KeepParts } from '../snapshots/keep.ts'
import { quarantine, type QuarantineParts, type Suspect } from '../snapshots/quarantine.ts'
import { systemCaller } from '../store/caller.ts'
import type { DeviceStore } from '../store/devices.ts'
import type { LogInput, LogStore } from '../store/logs.ts'
import type { Run } from '../store/runs.ts'
import type { Claim, TargetResult, TargetStore } from '../store/targets.ts'

export interface SettleParts extends KeepParts, AdvanceParts, QuarantineParts {
  readonly db: Database
  readonly targets: TargetStore
  readonly devices: DeviceStore
  readonly logs: LogStore
}

/** The lease had gone to another worker: nothing was written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** The device was removed while it was visited: there is nothing left to keep its text for. */
export class DeviceGone extends Error {
  override readonly name = 'DeviceGone'
}

export interface Settled {
  readonly claim: Claim
  readonly run: Run
  readonly logs: readonly LogInput[]
}

/** Success: snapshots, facts, the target's result, its log and the run's next step in one transaction. */
export async function settleSuccess(
  parts: SettleParts,
  { claim, run, logs }: Settled,
  captures: readonly Capture[],
  facts: Findings['facts'],
): Promise<Kept[]> {
  const { target } = claim
  const kept = await parts.db.transaction(async () => {
    const hostname = await parts.devices.lockHostname(target.deviceId)
    if (hostname === undefined) throw new DeviceGone(`${target.hostname} was removed during its visit`)
    const all: Kept[] = []
    for (const capture of captures) all.push(await keep(parts, hostname, capture))
    if (Object.values(facts).some(Boolean))
      await parts.devices.setFacts(systemCaller('worker'), target.deviceId, { ...facts })
    const [first] = all
    await finish(parts, claim, {
      ...NOTHING,
      status: 'SUCCEEDED',
      snapshotId: first?.snapshotId ?? null,
      outcome: first?.outcome ?? null,
    })
    await parts.logs.append(
      [...logs, ...captures.map((capture, index) => keptLog(capture, all[index]))].map(about(claim, run)),
    )
    await advanceRun(parts, run.id)
    await failpoint('worker.before-commit')
    return all
  })
  await failpoint('worker.kept')
  return kept
}

export interface TargetFailure {
  readonly status: 'FAILED' | 'SKIPPED' | 'CANCELLED'
  readonly code: string
  readonly message: string
  readonly details: Record<string, unknown>
  /** Text that could not be proved whole. */
  readonly suspect?: Suspect
}

/** Failure: the reason, the text in quarantine if there was any, and the run's next step in one transaction. */
export async function settleFailure(
  parts: SettleParts,
  { claim, run, logs }: Settled,
  failure: TargetFailure,
): Promise<void> {
  const { target } = claim
  const { status, code, message, details, suspect } = failure
  await parts.db.transaction(async () => {
    if (suspect) await quarantine(parts, suspect)
    await finish(parts, claim, { ...NOTHING, status, errorCode: code, errorMessage: message, errorDetails: details })
    await parts.logs.append([...logs, failureLog(target.hostname, failure)].map(about(claim, run)))
    if (status === 'FAILED') {
      const payload = { device_id: target.deviceId, hostname: target.hostname, run_id: run.id, code, message }
      await parts.outbox.add({
        type: FAILURE_EVENTS[code] ?? 'device.backup.failed',
        payload,
        correlationId: run.correlationId,
      })
    }
    await advanceRun(parts, run.id)
  })
}

const FAILURE_EVENTS: Readonly<Record<string, string>> = {
  host_key: 'device.host_key.changed',
  incomplete: 'capture.quarantined',
  auth: 'credential.refused',
}

const NOTHING: Omit<TargetResult, 'status'> = {
  errorCode: null,
  errorMessage: null,
  errorDetails: null,
  snapshotId: null,
  outcome: null,
}

async function finish(parts: SettleParts, { target, attempt }: Claim, result: TargetResult): Promise<void> {
  if (!(await parts.targets.finish(target.id, attempt, result)))
    throw new LeaseLost(`${target.hostname}: attempt ${attempt} is no longer the current one`)
  await parts.db.notify(
    'netraven_events',
    JSON.stringify({ type: 'target.completed', runId: target.runId, targetId: target.id }),
  )
}

const keptLog = (capture: Capture, kept: Kept | undefined): LogInput => {
  const lines = capture.text.toString('latin1').split('\n').length - 1
  const change = kept?.outcome === 'changed' ? ` (+${capture.lines.added} -${capture.lines.removed})` : ''
  const message = `${capture.device.hostname}: ${capture.artifact} ${kept?.outcome}${change}, ${lines} lines, proven by ${capture.provenBy}`
  return { level: 'INFO', category: 'result', message }
}

const failureLog = (hostname: string, { status, code, message, details }: TargetFailure): LogInput => ({
  level: status === 'FAILED' ? 'ERROR' : 'WARNING',
  category: 'result',
  message: `${hostname}: ${message}`,
  details: { code, ...details },
})

/** Says which run, target and device an entry is about. */
const about =
  ({ target }: Claim, run: Run) =>
  (entry: LogInput): LogInput => ({
    jobId: run.jobId,
    runId: run.id,
    targetId: target.id,
    deviceId: target.deviceId,
    correlationId: run.correlationId,
    ...entry,
  })
