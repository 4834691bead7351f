import type { Snapshot, SnapshotDiff } from '@netraven/contract'
import { Command } from 'commander'
import { acting, type Kit } from '../act.ts'
import { exitCodes } from '../failure.ts'
import { findDevice, findSnapshot } from '../find.ts'
import type { Column } from '../print.ts'
import { requireSecret } from '../secrets.ts'
import { examples, whole } from './option.ts'

export const snapshotCommand = (kit: Kit): Command =>
  new Command('snapshot')
    .description('configurations that were verified and kept')
    .addCommand(listCommand(kit))
    .addCommand(showCommand(kit))
    .addCommand(diffCommand(kit))
    .addCommand(rawCommand(kit))

const columns: readonly Column<Snapshot>[] = [
  { title: 'ID', value: (snapshot) => snapshot.id },
  { title: 'HOSTNAME', value: (snapshot) => snapshot.hostname },
  { title: 'ARTIFACT', value: (snapshot) => snapshot.artifact },
  { title: 'CAPTURED', value: (snapshot) => snapshot.captured_at },
  { title: 'CHANGE', value: (snapshot) => `+${snapshot.lines_added} -${snapshot.lines_removed}`, align: 'right' },
  { title: 'COMMIT', value: (snapshot) => snapshot.commit_id?.slice(0, 12) },
]

const listCommand = (kit: Kit): Command =>
  new Command('list')
    .description('list snapshots, newest first')
    .option('--device <device>', 'of this device')
    .addOption(whole('--limit <n>', 'at most (default: 50)', 1, 200))
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('snapshot list --device core-sw1'))
    .action(
      acting<{ device?: string; limit?: number }, []>(kit, async ({ client, print, options }) => {
        const deviceId = options.device === undefined ? undefined : (await findDevice(client, options.device)).id
        const { items } = await client.get<{ items: Snapshot[] }>('/snapshots', {
          device_id: deviceId,
          limit: options.limit ?? 50,
        })
        print.list(items, columns, 'There are no snapshots yet; "netraven device backup" makes one')
      }),
    )

const showCommand = (kit: Kit): Command =>
  new Command('show')
    .description('print the text of a snapshot, with tokens where secrets stood')
    .argument('<snapshot>', 'id, or a device for its newest')
    .option('--json', 'what is known about it, and its text')
    .addHelpText('after', examples('snapshot show core-sw1'))
    .action(
      acting<object, [string]>(kit, async ({ client, print }, name) => {
        const snapshot = await findSnapshot(client, name)
        const bytes = await client.bytes('GET', `/snapshots/${snapshot.id}/content`)
        if (print.isJson) print.result({ ...snapshot, text: bytes.toString() }, '')
        else print.bytes(bytes)
      }),
    )

const diffCommand = (kit: Kit): Command =>
  new Command('diff')
    .description('print what changed since the snapshot before, or since any other')
    .argument('<snapshot>', 'id, or a device for its newest')
    .option('--against <snapshot>', 'id of another snapshot')
    .option('--exit-code', 'exit 6 when there are differences')
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('snapshot diff core-sw1'))
    .action(
      acting<{ against?: string; exitCode?: boolean }, [string]>(kit, async ({ client, print, options }, name) => {
        const { id } = await findSnapshot(client, name)
        const diff = await client.get<SnapshotDiff>(`/snapshots/${id}/diff`, { against: options.against })
        if (print.isJson) print.result(diff, '')
        else print.bytes(Buffer.from(diff.unified))
        print.say(`+${diff.added} -${diff.removed} since ${diff.from?.captured_at ?? 'the beginning'}`)
        return options.exitCode && diff.added + diff.removed > 0 ? exitCodes.differences : exitCodes.ok
      }),
    )

const rawCommand = (kit: Kit): Command =>
  new Command('raw')
    .description('print the original with its secrets; takes an administrator’s password and a reason, and is recorded')
    .argument('<snapshot>', 'id, or a device for its newest')
    .requiredOption('--reason <text>', 'why; it is kept')
    .option('--user <name>', 'administrator whose password it is')
    .option('--password-file <file>', 'file that holds the password')
    .addHelpText(
      'after',
      `${examples('snapshot raw core-sw1 --user admin --reason "device replaced" > core-sw1.txt')}\n\nThe password comes from a prompt or NETRAVEN_ADMIN_PASSWORD.`,
    )
    .action(
      acting<{ reason: string; user?: string; passwordFile?: string }, [string]>(
        kit,
        async ({ client, print, options, around }, name) => {
          const { id } = await findSnapshot(client, name)
          const { reason, user, passwordFile: file, input: ask } = options
          const password = await requireSecret(
            { what: 'Administrator’s password', file, ask, variable: 'NETRAVEN_ADMIN_PASSWORD' },
            around,
          )
          print.bytes(await client.bytes('POST', `/snapshots/${id}/raw`, { reason, password, name: user }))
        },
      ),
    )
