import { Command } from 'commander'
import type { Job } from '@netraven/contract'
import { acting, type Kit, type Scene } from '../act.ts'
import { findDevice, findJob } from '../find.ts'
import { enabledOption, sendChange, yes } from './change.ts'
import { examples, repeated, whole } from './option.ts'
import { scheduled, scheduleOf, type ScheduleOptions } from './schedule.ts'

interface SetOptions extends ScheduleOptions {
  readonly manual?: boolean
  readonly device?: string[]
  readonly tag?: string[]
  readonly all?: boolean
  readonly maxParallel?: number
  readonly enabled?: string
}

export const jobSetCommand = (kit: Kit): Command =>
  scheduled(new Command('set').description('change when a job runs, or for which devices'))
    .argument('<job>', 'name or id')
    .option('--manual', 'from now on by hand only')
    .addOption(repeated('--device <device>', 'these devices instead of those it has; may be repeated'))
    .addOption(repeated('--tag <name>', 'these tags instead of those it has; may be repeated'))
    .option('--all', 'every device')
    .addOption(whole('--max-parallel <n>', 'visits at a time', 1, 1000))
    .addOption(enabledOption('whether it runs by itself'))
    .option('--json', 'the job as JSON')
    .addHelpText(
      'after',
      examples(
        'job set nightly --cron "30 1 * * *"',
        'job set nightly --time-zone Europe/Berlin',
        'job set nightly --enabled no',
      ),
    )
    .action(
      acting<SetOptions, [string]>(kit, async (scene, nameOrId) => {
        const { id, name, schedule: before } = await findJob(scene.client, nameOrId)
        const { maxParallel, enabled } = scene.options
        const schedule = scheduleAfter(before, scene.options)
        const change = { schedule, max_parallel: maxParallel, enabled: yes(enabled), ...(await choiceOf(scene)) }
        await sendChange(scene, `/jobs/${id}`, name, change)
      }),
    )

/** A cron line alone keeps the time zone, a time zone alone the cron line. */
function scheduleAfter(before: Job['schedule'], { manual, every, cron, timeZone }: SetOptions) {
  if (manual) return { kind: 'manual' }
  if (before.kind !== 'cron' || every !== undefined) return scheduleOf({ every, cron, timeZone })
  if (cron === undefined && timeZone === undefined) return undefined
  return scheduleOf({ cron: cron ?? before.expression, timeZone: timeZone ?? before.time_zone })
}

/** Another choice of devices; naming some ends "every device". */
async function choiceOf({ client, options: { device, tag: tags, all } }: Scene<SetOptions>) {
  if (all) return { all_devices: true, device_ids: [], tags: [] }
  if (!device && !tags) return {}
  const deviceIds = device && (await Promise.all(device.map(async (name) => (await findDevice(client, name)).id)))
  return { all_devices: false, device_ids: deviceIds, tags }
}
