import type { Job, Run } from '@netraven/contract'
import { Command } from 'commander'
import { acting, type Kit } from '../act.ts'
import { findDevice, findJob } from '../find.ts'
import { startedRun } from '../follow-run.ts'
import type { Column } from '../print.ts'
import { jobSetCommand } from './job-set.ts'
import { durationText, examples, repeated, whole } from './option.ts'
import { scheduled, scheduleOf, type ScheduleOptions } from './schedule.ts'

export const jobCommand = (kit: Kit): Command =>
  new Command('job')
    .description('what is to be done, to which devices, and when')
    .addCommand(addCommand(kit))
    .addCommand(listCommand(kit))
    .addCommand(showCommand(kit))
    .addCommand(runCommand(kit))
    .addCommand(jobSetCommand(kit))
    .addCommand(removeCommand(kit))

interface AddOptions extends ScheduleOptions {
  readonly device?: string[]
  readonly tag?: string[]
  readonly all?: boolean
  readonly maxParallel?: number
  readonly disabled?: boolean
}

const addCommand = (kit: Kit): Command =>
  scheduled(new Command('add').description('add a job that backs devices up'))
    .argument('<name>')
    .addOption(repeated('--device <device>', 'hostname or id; may be repeated'))
    .addOption(repeated('--tag <name>', 'all devices with this tag; may be repeated'))
    .option('--all', 'every device')
    .addOption(whole('--max-parallel <n>', 'visits at a time', 1, 1000))
    .option('--disabled', 'does not run by itself until it is enabled')
    .option('--json', 'the job as JSON')
    .addHelpText(
      'after',
      `${examples('job add nightly --all --cron "0 2 * * *" --time-zone Europe/Berlin', 'job add core --tag core --every 6h', 'job add once --device core-sw1')}

Without --every or --cron it runs when you say so: netraven job run NAME`,
    )
    .action(
      acting<AddOptions, [string]>(kit, async ({ client, print, options }, name) => {
        const deviceIds: string[] = []
        for (const device of options.device ?? []) deviceIds.push((await findDevice(client, device)).id)
        const made = await client.send<Job>('POST', '/jobs', {
          name,
          schedule: scheduleOf(options) ?? { kind: 'manual' },
          all_devices: options.all,
          device_ids: deviceIds,
          tags: options.tag,
          max_parallel: options.maxParallel,
          ...(options.disabled && { enabled: false }),
        })
        print.result(made, made.id)
      }),
    )

const columns: readonly Column<Job>[] = [
  { title: 'NAME', value: (job) => job.name },
  { title: 'SCHEDULE', value: (job) => scheduleText(job.schedule) },
  { title: 'DEVICES', value: choiceText },
  { title: 'ENABLED', value: (job) => (job.enabled ? 'yes' : 'no') },
  { title: 'NEXT', value: (job) => job.next_fire_at },
]

function scheduleText(schedule: Job['schedule']): string {
  if (schedule.kind === 'interval') return `every ${durationText(schedule.every_s)}`
  return schedule.kind === 'cron' ? `${schedule.expression} ${schedule.time_zone ?? 'UTC'}` : 'by hand'
}

function choiceText(job: Job): string {
  if (job.all_devices) return 'all'
  const devices = job.device_ids.length > 0 ? [`${job.device_ids.length} named`] : []
  return [...job.tags.map((tag) => `tag ${tag}`), ...devices].join(', ') || 'none'
}

const listCommand = (kit: Kit): Command =>
  new Command('list')
    .description('list jobs')
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('job list'))
    .action(
      acting<object, []>(kit, async ({ client, print }) => {
        print.list(await client.all<Job>('/jobs'), columns, 'There are no jobs; "netraven job add" adds one')
      }),
    )

const showCommand = (kit: Kit): Command =>
  new Command('show')
    .description('show one job')
    .argument('<job>', 'name or id')
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('job show nightly'))
    .action(
      acting<object, [string]>(kit, async ({ client, print }, name) => {
        const job = await findJob(client, name)
        print.record(job, {
          Name: job.name,
          Type: job.type,
          Schedule: scheduleText(job.schedule),
          Devices: choiceText(job),
          Parallel: job.max_parallel,
          Enabled: job.enabled ? 'yes' : 'no',
          Owner: job.owner_name,
          Next: job.next_fire_at,
          Id: job.id,
        })
      }),
    )

const runCommand = (kit: Kit): Command =>
  new Command('run')
    .description('run a job now and follow it; exit 5 if some devices failed')
    .argument('<job>', 'name or id')
    .option('--detach', 'print the id of the run and leave')
    .option('--json', 'events as JSON, one a line')
    .addHelpText('after', examples('job run nightly', 'job run nightly --detach'))
    .action(
      acting<{ detach?: boolean }, [string]>(
        kit,
        async (scene, name) => {
          const { id } = await findJob(scene.client, name)
          return startedRun(scene, await scene.client.send<Run>('POST', `/jobs/${id}/runs`))
        },
        { work: ({ detach }) => !detach },
      ),
    )

const removeCommand = (kit: Kit): Command =>
  new Command('rm')
    .description('remove a job; its runs stay')
    .argument('<job>', 'name or id')
    .addHelpText('after', examples('job rm nightly'))
    .action(
      acting<object, [string]>(kit, async ({ client, print }, nameOrId) => {
        const { id, name } = await findJob(client, nameOrId)
        await client.send('DELETE', `/jobs/${id}`)
        print.say(`removed ${name}`)
      }),
    )
