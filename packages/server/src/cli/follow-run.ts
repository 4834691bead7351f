import { isRunOver, type Run, type RunEvent, type Target } from '@netraven/contract'
import type { Scene } from './act.ts'
import { CommandFailure, exitCodes } from './failure.ts'
import type { Printer } from './print.ts'
import { whatHelps } from './what-helps.ts'

/** Follows a run to its end, a line for each device, and gives the exit code it deserves. Programs get every event,
 *  people one line for each device, the sum, and what helps where something failed. */
export async function followRun({ client, print }: Scene<unknown>, runId: string): Promise<number> {
  const ended: Target[] = []
  for await (const event of client.events<RunEvent>(`/runs/${runId}/events`)) {
    const { run, target } = event.payload
    if (target) print.event(event, targetLine(target, ended.push(target)))
    if (!run) continue
    const isOver = isRunOver(run.status)
    if (isOver || print.isJson) print.event(event, runLine(run))
    if (isOver) return endOf(run, ended, print)
  }
  throw new CommandFailure(
    exitCodes.error,
    `The connection ended before the run did; "netraven run watch ${runId}" follows it again`,
  )
}

function endOf(run: Run, targets: readonly Target[], print: Printer): number {
  if (!print.isJson) sayWhatHelps(print, targets)
  return exitCodeOf(run)
}

/** Prints the id of a run that was started, and follows it unless told not to. */
export async function startedRun(scene: Scene<{ detach?: boolean }>, run: Run): Promise<number> {
  if (scene.options.detach) {
    scene.print.result(run, run.id)
    if (scene.isAlone)
      scene.print.say(`nobody is here to work it off: "netraven serve" or "netraven run watch ${run.id}" does`)
    return exitCodes.ok
  }
  scene.print.say(`run ${run.id}`)
  return followRun(scene, run.id)
}

/** One line for each kind of failure: what to try next. */
export function sayWhatHelps(print: Printer, targets: readonly Target[]): void {
  const hints = new Map<string, string>()
  for (const { error_code: kind, error_details: details } of targets) {
    const hint = whatHelps(kind, details)
    if (kind !== null && hint !== undefined) hints.set(kind, hint)
  }
  for (const [kind, hint] of hints) print.say(`${kind}: ${hint}`)
}

const exitCodeOf = ({ status }: Run): number => {
  if (status === 'COMPLETED' || status === 'COMPLETED_NO_DEVICES') return exitCodes.ok
  return status === 'CANCELLED' ? exitCodes.error : exitCodes.someFailed
}

function targetLine(target: Target, position: number): string {
  const failed = target.error_code && `${target.error_code}: ${target.error_message ?? ''}`
  const words = [String(position).padStart(4), target.hostname.padEnd(12), target.status.padEnd(9)]
  return [...words, failed ?? target.outcome ?? ''].join('  ').trimEnd()
}

function runLine(run: Run): string {
  if (run.targets_total === 0 && !isRunOver(run.status)) return `run ${run.id}  ${run.status}`
  const counts = `${run.targets_succeeded} of ${run.targets_total} succeeded, ${run.targets_failed} failed`
  const skipped = run.targets_skipped > 0 ? `, ${run.targets_skipped} skipped` : ''
  return `run ${run.id}  ${run.status}  ${counts}${skipped}`
}
