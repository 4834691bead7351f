import type { Run, Target } from '@netraven/contract'
import { Command } from 'commander'
import { acting, type Kit } from '../act.ts'
import { findJob, findRunId } from '../find.ts'
import { followRun, sayWhatHelps } from '../follow-run.ts'
import type { Column } from '../print.ts'
import { examples, whole } from './option.ts'

export const runCommand = (kit: Kit): Command =>
  new Command('run')
    .description('executions of jobs')
    .addCommand(listCommand(kit))
    .addCommand(showCommand(kit))
    .addCommand(watchCommand(kit))
    .addCommand(cancelCommand(kit))

const columns: readonly Column<Run>[] = [
  { title: 'ID', value: (run) => run.id },
  { title: 'JOB', value: (run) => run.job_name },
  { title: 'STATUS', value: (run) => run.status },
  { title: 'OK', value: (run) => run.targets_succeeded, align: 'right' },
  { title: 'FAILED', value: (run) => run.targets_failed, align: 'right' },
  { title: 'TOTAL', value: (run) => run.targets_total, align: 'right' },
  { title: 'STARTED', value: (run) => run.started_at },
  { title: 'BY', value: (run) => run.requested_by },
]

const listCommand = (kit: Kit): Command =>
  new Command('list')
    .description('list runs, newest first')
    .option('--job <job>', 'of this job')
    .option('--status <status>', 'such as RUNNING or FAILED')
    .addOption(whole('--limit <n>', 'at most (default: 50)', 1, 200))
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('run list --job nightly', 'run list --status FAILED'))
    .action(
      acting<{ job?: string; status?: string; limit?: number }, []>(kit, async ({ client, print, options }) => {
        const jobId = options.job === undefined ? undefined : (await findJob(client, options.job)).id
        const query = { job_id: jobId, status: options.status?.toUpperCase(), size: options.limit ?? 50 }
        const { items } = await client.get<{ items: Run[] }>('/runs', query)
        print.list(items, columns, 'There are no such runs; "netraven job run" starts one')
      }),
    )

const targetColumns: readonly Column<Target>[] = [
  { title: 'HOSTNAME', value: (target) => target.hostname },
  { title: 'STATUS', value: (target) => target.status },
  { title: 'RESULT', value: (target) => target.outcome ?? target.error_code },
  { title: 'ATTEMPT', value: (target) => target.attempt, align: 'right' },
  { title: 'MESSAGE', value: (target) => target.error_message },
]

const showCommand = (kit: Kit): Command =>
  new Command('show')
    .description('show one run and what became of each device')
    .argument('<run>', 'id, or a job for its newest')
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('run show nightly', 'run show 0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f'))
    .action(
      acting<object, [string]>(kit, async ({ client, print }, name) => {
        const id = await findRunId(client, name)
        const run = await client.get<Run>(`/runs/${id}`)
        const targets = await client.all<Target>(`/runs/${id}/targets`)
        print.record(
          { ...run, targets },
          {
            Run: run.id,
            Job: run.job_name,
            Status: run.status,
            By: `${run.requested_by} (${run.trigger})`,
            Started: run.started_at,
            Ended: run.ended_at,
          },
        )
        if (!print.isJson && targets.length > 0) {
          print.say('')
          print.list(targets, targetColumns, '')
          sayWhatHelps(print, targets)
        }
      }),
    )

const watchCommand = (kit: Kit): Command =>
  new Command('watch')
    .description('follow a run to its end; exit 5 if some devices failed')
    .argument('<run>', 'id, or a job for its newest')
    .option('--json', 'events as JSON, one a line')
    .addHelpText('after', examples('run watch nightly', 'run watch 0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f'))
    .action(
      acting<object, [string]>(kit, async (scene, name) => followRun(scene, await findRunId(scene.client, name)), {
        work: () => true,
      }),
    )

const cancelCommand = (kit: Kit): Command =>
  new Command('cancel')
    .description('stop a run: devices that wait are not visited any more')
    .argument('<run>', 'id, or a job for its newest')
    .option('--json', 'the run as JSON')
    .addHelpText('after', examples('run cancel nightly', 'run cancel 0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f'))
    .action(
      acting<object, [string]>(kit, async ({ client, print }, name) => {
        const id = await findRunId(client, name)
        const run = await client.send<Run>('POST', `/runs/${id}/cancel`)
        print.result(run, run.status)
      }),
    )
