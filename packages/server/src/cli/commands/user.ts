import type { User } from '@netraven/contract'
import { Command, Option } from 'commander'
import { acting, type Kit } from '../act.ts'
import type { Column } from '../print.ts'
import { requireSecret } from '../secrets.ts'
import { examples } from './option.ts'

const columns: readonly Column<User>[] = [
  { title: 'NAME', value: (user) => user.name },
  { title: 'ROLE', value: (user) => user.role },
  { title: 'STATE', value: (user) => (user.disabled ? 'disabled' : 'enabled') },
  { title: 'SINCE', value: (user) => user.created_at },
]

interface AddOptions {
  readonly role: string
  readonly passwordFile?: string
  readonly passwordStdin?: boolean
}

export const userCommand = (kit: Kit): Command =>
  new Command('user')
    .description('people who may log in')
    .addCommand(
      new Command('add')
        .description('add a user')
        .argument('<name>')
        .addOption(new Option('--role <role>').choices(['admin', 'operator', 'viewer']).makeOptionMandatory())
        .option('--password-file <file>', 'file that holds the password')
        .option('--password-stdin', 'read the password from standard input')
        .option('--json', 'the user as JSON')
        .addHelpText(
          'after',
          `${examples('user add alice --role admin')}\n\nWithout a file the password comes from NETRAVEN_USER_PASSWORD or a prompt.`,
        )
        .action(
          acting<AddOptions, [string]>(kit, async ({ client, print, options, around }, name) => {
            const { role, passwordFile: file, passwordStdin: stdin, input: ask } = options
            const password = await requireSecret(
              { what: `Password of ${name}`, file, stdin, ask, variable: 'NETRAVEN_USER_PASSWORD' },
              around,
            )
            const made = await client.send<User>('POST', '/users', { name, role, password })
            print.result(made, made.id)
          }),
        ),
    )
    .addCommand(
      new Command('list')
        .description('list users')
        .option('--json', 'one JSON document')
        .addHelpText('after', examples('user list'))
        .action(
          acting<object, []>(kit, async ({ client, print }) => {
            const { items } = await client.get<{ items: User[] }>('/users')
            print.list(items, columns, 'There are no users; "netraven serve" prints how to make the first')
          }),
        ),
    )
