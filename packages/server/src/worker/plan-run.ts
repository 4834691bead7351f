import type { Database } from '../db/database.ts'
import type { AdvanceParts } from '../runs/advance-run.ts'
import { advanceRun } from '../runs/advance-run.ts'
import type { DeviceChoice, DeviceStore } from '../store/devices.ts'
import type { JobStore } from '../store/jobs.ts'
import { type Caller, systemCaller } from '../store/caller.ts'
import type { Run, RunStore } from '../store/runs.ts'
import type { TargetStore } from '../store/targets.ts'

export interface PlanParts extends AdvanceParts {
  readonly db: Database
  readonly runs: RunStore
  readonly jobs: JobStore
  readonly devices: DeviceStore
  readonly targets: TargetStore
}

/** Devices read at a time: memory stays the same for 20 and 20,000. */
const PAGE = 500

/** Turns a run into targets, one for each device of its job. Planning twice is harmless; a run without devices ends
 *  at once as COMPLETED_NO_DEVICES. */
export async function planRun(parts: PlanParts, runId: string): Promise<void> {
  const run = await parts.runs.startPlanning(runId)
  if (!run) return
  const who = actingFor(run)
  const choice = await choiceOf(parts, run)
  let total = 0
  for (let after: string | null = null; ;) {
    const devices = await parts.devices.chosen(who, choice, after, PAGE)
    await parts.targets.add(run.id, devices)
    total += devices.length
    after = devices.at(-1)?.id ?? null
    if (devices.length < PAGE) break
  }
  await parts.db.transaction(async () => {
    await parts.runs.markPlanned(run.id, total)
    await advanceRun(parts, run.id)
  })
}

async function choiceOf(parts: PlanParts, run: Run): Promise<DeviceChoice> {
  if (run.deviceIds) return { all: false, deviceIds: run.deviceIds, tagIds: [] }
  const job = run.jobId ? await parts.jobs.get(systemCaller('worker'), run.jobId) : undefined
  if (!job) return { all: false, deviceIds: [], tagIds: [] }
  return { all: job.allDevices, deviceIds: job.deviceIds, tagIds: job.tagIds }
}

/** A run sees what the person who asked for it sees. The only role so far is admin, who sees every tag. */
const actingFor = (run: Run): Caller => ({
  kind: 'system',
  id: null,
  name: `run:${run.requestedBy}`,
  role: 'admin',
  tags: 'all',
})
