import { Command } from 'commander'
import { acting, type Kit, type Scene } from '../act.ts'
import { findCredential } from '../find.ts'
import { readSecret, requireSecret } from '../secrets.ts'
import { sendChange } from './change.ts'
import { examples, repeated, whole } from './option.ts'

interface SetOptions {
  readonly username?: string
  readonly newPassword?: boolean
  readonly passwordFile?: string
  readonly passwordStdin?: boolean
  readonly enableFile?: string
  readonly priority?: number
  readonly tag?: string[]
}

export const credentialSetCommand = (kit: Kit): Command =>
  new Command('set')
    .description('change a credential, such as its password')
    .argument('<credential>', 'name or id')
    .option('--username <name>', 'user name on the devices')
    .option('--new-password', 'another password, from NETRAVEN_CREDENTIAL_PASSWORD or a prompt')
    .option('--password-file <file>', 'another password, from this file')
    .option('--password-stdin', 'another password, from standard input')
    .option('--enable-file <file>', 'file that holds another enable secret')
    .addOption(whole('--priority <n>', 'lower is tried first', 0, 1_000_000))
    .addOption(repeated('--tag <name>', 'these tags instead of those it has; may be repeated'))
    .option('--json', 'the credential as JSON, without its secrets')
    .addHelpText('after', examples('credential set backup --new-password', 'credential set backup --priority 10'))
    .action(
      acting<SetOptions, [string]>(kit, async (scene, nameOrId) => {
        const { id, name } = await findCredential(scene.client, nameOrId)
        const { username, priority, tag: tags } = scene.options
        const change = { username, priority, tags, ...(await secretsOf(scene, name)) }
        await sendChange(scene, `/credentials/${id}`, name, change)
      }),
    )

async function secretsOf({ options, around }: Scene<SetOptions>, name: string) {
  const { newPassword, passwordFile: file, passwordStdin: stdin, enableFile, input: ask } = options
  const variable = 'NETRAVEN_CREDENTIAL_PASSWORD'
  const isNew = newPassword || stdin || file !== undefined
  const password = isNew
    ? await requireSecret({ what: `New password of ${name}`, file, stdin, ask, variable }, around)
    : undefined
  if (enableFile === undefined) return { password }
  const enable = {
    what: 'Enable secret',
    file: enableFile,
    ask: false,
    variable: 'NETRAVEN_CREDENTIAL_ENABLE_PASSWORD',
  }
  return { password, enable_secret: await readSecret(enable, around) }
}
