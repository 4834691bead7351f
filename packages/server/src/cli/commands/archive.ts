import type { ArchiveRebuilt, Verification } from '@netraven/contract'
import { Command, Option } from 'commander'
import { acting, type Kit, type Scene } from '../act.ts'
import { exitCodes } from '../failure.ts'
import type { Column } from '../print.ts'
import { examples } from './option.ts'

export const archiveCommand = (kit: Kit): Command =>
  new Command('archive')
    .description('the Git repository that publishes the snapshots')
    .addCommand(
      new Command('verify')
        .description('compare the repository with the database; exit 1 if they differ')
        .option('--json', 'one JSON document')
        .addHelpText('after', examples('archive verify'))
        .action(
          acting<object, []>(kit, async (scene) => report(scene, await scene.client.send('POST', '/archive/verify'))),
        ),
    )
    .addCommand(
      new Command('rebuild')
        .description('write the repository again from the database, with the same commit ids')
        .addOption(new Option('--layout <name>', 'change how files are laid out').choices(['by-host', 'sharded']))
        .option('--json', 'one JSON document')
        .addHelpText('after', examples('archive rebuild'))
        .action(
          acting<{ layout?: string }, []>(kit, async ({ client, print, options: { layout } }) => {
            const rebuilt = await client.send<ArchiveRebuilt>('POST', '/archive/rebuild', { layout })
            const ids = rebuilt.same_ids ? 'the ids are the same' : 'the ids are new'
            print.result(rebuilt, `${rebuilt.commits} commits, head ${rebuilt.head ?? 'none'}; ${ids}`)
          }),
        ),
    )

export const verifyCommand = (kit: Kit): Command =>
  new Command('verify')
    .description('hash everything that is stored again; exit 1 if something is not as it was')
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('verify'))
    .action(acting<object, []>(kit, async (scene) => report(scene, await scene.client.send('POST', '/system/verify'))))

const faultColumns: readonly Column<Verification['faults'][number]>[] = [
  { title: 'WHAT', value: (fault) => fault.what },
  { title: 'ID', value: (fault) => fault.id },
  { title: 'FAULT', value: (fault) => fault.message },
]

function report({ print }: Scene<object>, found: Verification): number {
  const counts = Object.entries(found.checked).map(([what, count]) => `${count} ${what}`)
  if (print.isJson || found.ok) print.result(found, `ok: ${counts.join(', ')}`)
  else print.list(found.faults, faultColumns, '')
  if (!found.ok) print.say(`${found.faults.length} faults in ${counts.join(', ')}`)
  return found.ok ? exitCodes.ok : exitCodes.error
}
