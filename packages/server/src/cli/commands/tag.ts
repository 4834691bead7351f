import type { Tag } from '@netraven/contract'
import { Command } from 'commander'
import { acting, type Kit } from '../act.ts'
import { findTag } from '../find.ts'
import type { Column } from '../print.ts'
import { examples } from './option.ts'

const columns: readonly Column<Tag>[] = [
  { title: 'NAME', value: (tag) => tag.name },
  { title: 'DEVICES', value: (tag) => tag.devices, align: 'right' },
]

export const tagCommand = (kit: Kit): Command =>
  new Command('tag')
    .description('groups of devices: they choose credentials and who may see what')
    .addCommand(
      new Command('add')
        .description('add a tag')
        .argument('<name>')
        .option('--json', 'the tag as JSON')
        .addHelpText('after', examples('tag add core'))
        .action(
          acting<object, [string]>(kit, async ({ client, print }, name) => {
            const made = await client.send<Tag>('POST', '/tags', { name })
            print.result(made, made.id)
          }),
        ),
    )
    .addCommand(
      new Command('list')
        .description('list tags')
        .option('--json', 'one JSON document')
        .addHelpText('after', examples('tag list'))
        .action(
          acting<object, []>(kit, async ({ client, print }) => {
            const { items } = await client.get<{ items: Tag[] }>('/tags')
            print.list(items, columns, 'There are no tags; "netraven device add --tag" makes them')
          }),
        ),
    )
    .addCommand(
      new Command('rm')
        .description('remove a tag; its devices stay')
        .argument('<tag>', 'name or id')
        .addHelpText('after', examples('tag rm core'))
        .action(
          acting<object, [string]>(kit, async ({ client, print }, nameOrId) => {
            const { id, name } = await findTag(client, nameOrId)
            await client.send('DELETE', `/tags/${id}`)
            print.say(`removed ${name}`)
          }),
        ),
    )
