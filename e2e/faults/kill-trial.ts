import { published, runEnded, type RunSeen, targetsOf } from '../support/backup.ts'
import { commitsOf, git } from '../support/git.ts'
import { until } from '../support/program.ts'
import type { Bench } from './bench.ts'
import type { KillPoint } from './kill-points.ts'

export interface TrialResult {
  readonly point: string
  /** From the moment the system was able to notice the death to the moment nothing of the dead worker was RUNNING, ms. */
  readonly takenOverMs: number
  /** What did not hold; empty is good. */
  readonly faults: readonly string[]
}

/** Changes the switch, runs the job, kills the program at the point, starts it again, and checks that exactly one
 *  snapshot and one commit came of it, with the text that the switch holds. */
export async function killTrial(bench: Bench, point: KillPoint, trial: number): Promise<TrialResult> {
  const { netraven, device, size } = bench
  const before = await countKept(bench)
  device.config = device.config.replace('interface Gig', `vlan ${trial + 2}\n name trial-${trial}\n!\ninterface Gig`)
  const runId = await runAndKill(bench, point)
  const killedAt = Date.now()
  device.setFault()
  await bench.start(point.role)
  const aliveAt = size === 'embedded' ? Date.now() : killedAt
  const takenOverMs = await takenOver(bench, runId, aliveAt)
  const run = await runEnded(netraven, runId, 60_000)
  await published(netraven)
  return { point: point.name, takenOverMs, faults: await faultsAfter(bench, run, before, takenOverMs) }
}

/** Returns the id of the run that was in hand when the process died. */
async function runAndKill(bench: Bench, point: KillPoint): Promise<string> {
  const { netraven, device, jobId } = bench
  const half = Math.floor(device.configAnswer().length / 2)
  if (!point.failpoint) device.setFault({ kind: 'cut-config', atByte: half, ending: 'silence', reads: 'every' })
  const doomed = point.failpoint
    ? await bench.start(point.role, point.failpoint)
    : bench.netraven.processes.get(bench.size === 'embedded' ? 'serve' : point.role)
  if (!doomed) throw new Error(`no process plays ${point.role}`)
  const reads = device.seen.configReads
  // The process may die before it has answered; then the run is found after the start.
  const asked = netraven.call<RunSeen>('POST', `/jobs/${jobId}/runs`, {}).catch(() => undefined)
  if (!point.failpoint) {
    await until(
      'the switch to stop in mid-output',
      30_000,
      () => device.seen.configReads > reads && device.seen.lastConfigSent.length >= half,
    )
    doomed.child.kill('SIGKILL')
  }
  const end = await doomed.ended
  if (end !== 'SIGKILL')
    throw new Error(`${point.name}: the process ended with ${end} instead of SIGKILL\n${doomed.stderr()}`)
  const run = await asked
  if (run) return run.id
  await bench.start(point.role)
  return (await newestRun(bench)).id
}

const newestRun = async ({ netraven, jobId }: Bench): Promise<RunSeen> => {
  const { items } = await netraven.call<{ items: RunSeen[] }>('GET', `/runs?job_id=${jobId}&size=1`)
  if (!items[0]) throw new Error('the run that was asked for is lost')
  return items[0]
}

/** Waits until no target is RUNNING under the attempt that died. */
async function takenOver({ netraven, timing }: Bench, runId: string, since: number): Promise<number> {
  await until('the dead worker to lose its target', timing.tS * 1000 + 60_000, async () => {
    const targets = await netraven.call<{ items: { status: string; attempt: number }[] }>(
      'GET',
      `/runs/${runId}/targets`,
    )
    return targets.items.every((target) => target.status !== 'RUNNING' || target.attempt > 1)
  })
  return Date.now() - since
}

interface Counts {
  readonly snapshots: number
  readonly commits: number
}

async function countKept({ netraven }: Bench): Promise<Counts> {
  const snapshots: unknown[] = []
  for (let cursor = ''; ;) {
    const part = await netraven.call<{ items: unknown[]; next: string | null }>('GET', `/snapshots?limit=200${cursor}`)
    snapshots.push(...part.items)
    if (!part.next) break
    cursor = `&after=${encodeURIComponent(part.next)}`
  }
  return { snapshots: snapshots.length, commits: (await commitsOf(netraven.archiveDir)).length }
}

async function faultsAfter(bench: Bench, run: RunSeen, before: Counts, takenOverMs: number): Promise<string[]> {
  const { netraven, device, timing } = bench
  const faults: string[] = []
  const expect = (what: string, holds: boolean): void => void (holds || faults.push(what))
  const after = await countKept(bench)
  const [target] = await targetsOf(netraven, run.id)
  expect(`the run ended ${run.status}`, run.status === 'COMPLETED')
  expect(`the target ended ${target?.status} ${target?.error_message ?? ''}`, target?.status === 'SUCCEEDED')
  expect(`${after.snapshots - before.snapshots} snapshots instead of 1`, after.snapshots === before.snapshots + 1)
  expect(`${after.commits - before.commits} commits instead of 1`, after.commits === before.commits + 1)
  expect(`RUNNING for ${takenOverMs} ms, T is ${timing.tS} s`, takenOverMs <= timing.tS * 1000)
  const published = await git(netraven.archiveDir, 'show', 'main:sw1/running-config.txt')
  const lines = (text: string): number => text.split('\n').length
  expect(
    'the published text is not as long as the switch’s own',
    lines(published) === lines(device.configAnswer().toString()),
  )
  const verified = await netraven.call<{ ok: boolean; faults: unknown[] }>('POST', '/archive/verify', {})
  expect(`verify: ${JSON.stringify(verified.faults)}`, verified.ok)
  await git(netraven.archiveDir, 'fsck', '--full', '--strict').catch((error: Error) =>
    faults.push(`fsck: ${error.message}`),
  )
  return faults
}
