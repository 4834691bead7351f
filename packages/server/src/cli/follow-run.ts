import { isRunOver, type Run, type RunEvent, type Target } from '@netraven/contract'
import type { Scene } from './act.ts'
import { CommandFailure, exitCodes } from './failure.ts'

/** Follows a run to its end, a line for each device, and gives the exit code it deserves. */
export async function followRun({ client, print }: Scene<unknown>, runId: string): Promise<number> {
  const done = { count: 0 }
  for await (const event of client.events<RunEvent>(`/runs/${runId}/events`)) {
    const { run, target } = event.payload
    if (target) print.event(event, targetLine(target, ++done.count))
    else if (run) print.event(event, runLine(run))
    if (run && isRunOver(run.status)) return exitCodeOf(run)
  }
  throw new CommandFailure(
    exitCodes.error,
    `The connection ended before the run did; "netraven run watch ${runId}" follows it again`,
  )
}

/** Prints the id of a run that was started, and follows it unless told not to. */
export async function startedRun(scene: Scene<{ detach?: boolean }>, run: Run): Promise<number> {
  if (scene.options.detach) {
    scene.print.result(run, run.id)
    return exitCodes.ok
  }
  scene.print.say(`run ${run.id}`)
  return followRun(scene, run.id)
}

const exitCodeOf = ({ status }: Run): number => {
  if (status === 'COMPLETED' || status === 'COMPLETED_NO_DEVICES') return exitCodes.ok
  return status === 'CANCELLED' ? exitCodes.error : exitCodes.someFailed
}

function targetLine(target: Target, position: number): string {
  const failed = target.error_code && `${target.error_code}: ${target.error_message ?? ''}`
  return `${String(position).padStart(4)}  ${target.hostname}  ${target.status}  ${failed ?? target.outcome ?? ''}`.trimEnd()
}

function runLine(run: Run): string {
  if (run.targets_total === 0 && !isRunOver(run.status)) return `run ${run.id}  ${run.status}`
  const counts = `${run.targets_succeeded} of ${run.targets_total} succeeded, ${run.targets_failed} failed`
  const skipped = run.targets_skipped > 0 ? `, ${run.targets_skipped} skipped` : ''
  return `run ${run.id}  ${run.status}  ${counts}${skipped}`
}
