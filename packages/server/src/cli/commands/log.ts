import { setTimeout as pause } from 'node:timers/promises'
import type { LogEntry } from '@netraven/contract'
import { Command, Option } from 'commander'
import { acting, type Kit, type Scene } from '../act.ts'
import { findDevice, findJob, findRunId } from '../find.ts'
import type { Column } from '../print.ts'
import { examples, whole } from './option.ts'

/** How often a followed log is looked at. */
const LOOK_EVERY_MS = 1000

interface Filter {
  readonly run?: string
  readonly job?: string
  readonly device?: string
  readonly level?: string
  readonly category?: string
  readonly text?: string
}

export const logCommand = (kit: Kit): Command =>
  new Command('log')
    .description('what happened')
    .addCommand(
      filtered(new Command('list').description('list log entries, newest first'))
        .addOption(whole('--limit <n>', 'at most (default: 50)', 1, 200))
        .option('--json', 'one JSON document')
        .addHelpText('after', examples('log list --device core-sw1 --level ERROR', 'log list --run nightly'))
        .action(
          acting<Filter & { limit?: number }, []>(kit, async (scene) => {
            const query = { ...(await queryOf(scene)), limit: scene.options.limit ?? 50 }
            const { items } = await scene.client.get<{ items: LogEntry[] }>('/logs', query)
            scene.print.list(items, columns, 'There are no such entries')
          }),
        ),
    )
    .addCommand(
      filtered(new Command('tail').description('follow the log until Ctrl-C'))
        .option('--json', 'entries as JSON, one a line')
        .addHelpText('after', examples('log tail', 'log tail --run nightly'))
        .action(acting<Filter, []>(kit, follow)),
    )

const filtered = (command: Command): Command =>
  command
    .option('--run <run>', 'of this run: id, or a job for its newest')
    .option('--job <job>', 'of this job')
    .option('--device <device>', 'of this device')
    .addOption(
      new Option('--level <level>', 'of exactly this level').choices(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']),
    )
    .addOption(
      new Option('--category <name>').choices(['connection', 'session', 'execution', 'result', 'security', 'system']),
    )
    .option('--text <text>', 'with this in the message')

async function queryOf({ client, options }: Scene<Filter>): Promise<Record<string, string | undefined>> {
  const { run, job, device, level, category, text } = options
  return {
    run_id: run === undefined ? undefined : await findRunId(client, run),
    job_id: job === undefined ? undefined : (await findJob(client, job)).id,
    device_id: device === undefined ? undefined : (await findDevice(client, device)).id,
    level,
    category,
    text,
  }
}

const columns: readonly Column<LogEntry>[] = [
  { title: 'AT', value: (entry) => entry.at },
  { title: 'LEVEL', value: (entry) => entry.level },
  { title: 'CATEGORY', value: (entry) => entry.category },
  { title: 'MESSAGE', value: (entry) => entry.message },
]

/** Begins with the newest entries and goes on with what comes. */
async function follow(scene: Scene<Filter>): Promise<number> {
  const { client, print, around } = scene
  const query = await queryOf(scene)
  const { items: newest } = await client.get<{ items: LogEntry[] }>('/logs', { ...query, limit: 10 })
  let items = newest.toReversed()
  let since: string | undefined
  while (!around.signal.aborted) {
    for (const entry of items) print.event(entry, `${entry.at}  ${entry.level}  ${entry.category}  ${entry.message}`)
    since = items.at(-1)?.id ?? since
    if (items.length < 200) await pause(LOOK_EVERY_MS, undefined, { signal: around.signal })
    items = (await client.get<{ items: LogEntry[] }>('/logs/tail', { ...query, since, limit: 200 })).items
  }
  return 0
}
