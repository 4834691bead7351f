import type { Credential } from '@netraven/contract'
import { Command } from 'commander'
import { acting, type Kit } from '../act.ts'
import { findCredential } from '../find.ts'
import type { Column } from '../print.ts'
import { readKey, readSecret, requireSecret } from '../secrets.ts'
import type { Surroundings } from '../surroundings.ts'
import { credentialSetCommand } from './credential-set.ts'
import { examples, repeated, whole } from './option.ts'

interface AddOptions {
  readonly username: string
  readonly passwordFile?: string
  readonly passwordStdin?: boolean
  readonly enableFile?: string
  readonly keyFile?: string
  readonly passphraseFile?: string
  readonly priority?: number
  readonly tag?: string[]
}

export const credentialCommand = (kit: Kit): Command =>
  new Command('credential')
    .description('what opens devices; secrets go in and never come out')
    .addCommand(addCommand(kit))
    .addCommand(listCommand(kit))
    .addCommand(credentialSetCommand(kit))
    .addCommand(removeCommand(kit))

const addCommand = (kit: Kit): Command =>
  new Command('add')
    .description('add a credential')
    .argument('<name>')
    .requiredOption('--username <name>', 'user name on the devices')
    .option('--password-file <file>', 'file that holds the password')
    .option('--password-stdin', 'read the password from standard input')
    .option('--enable-file <file>', 'file that holds the enable secret')
    .option('--key-file <file>', 'SSH private key; a password beside it is tried second')
    .option('--passphrase-file <file>', 'file that holds the passphrase of the key')
    .addOption(whole('--priority <n>', 'lower is tried first (default: 100)', 0, 1_000_000))
    .addOption(repeated('--tag <name>', 'for devices with this tag; may be repeated; none = every device'))
    .option('--json', 'the credential as JSON, without its secrets')
    .addHelpText(
      'after',
      `${examples('credential add backup --username netbackup --tag core', 'credential add backup --username netbackup --password-file /run/secrets/backup', 'credential add linux --username root --key-file ~/.ssh/backup_ed25519')}

Without a file the password comes from NETRAVEN_CREDENTIAL_PASSWORD or a prompt,
the enable secret from NETRAVEN_CREDENTIAL_ENABLE_PASSWORD, the passphrase from NETRAVEN_CREDENTIAL_PASSPHRASE.`,
    )
    .action(
      acting<AddOptions, [string]>(kit, async ({ client, print, options, around }, name) => {
        const { username, priority, tag: tags } = options
        const body = { name, username, ...(await secretsOf(options, around)), priority, tags }
        const made = await client.send<Credential>('POST', '/credentials', body)
        print.result(made, made.id)
      }),
    )

/** With a key no password is asked for: it may be given beside it. */
async function secretsOf(options: AddOptions & { readonly input: boolean }, around: Surroundings) {
  const { username, passwordFile: file, passwordStdin: stdin, enableFile, keyFile, passphraseFile } = options
  const sources = { what: `Password of ${username}`, file, stdin, variable: 'NETRAVEN_CREDENTIAL_PASSWORD' }
  const unasked = (what: string, from: string | undefined, variable: string) =>
    readSecret({ what, file: from, ask: false, variable }, around)
  return {
    password: keyFile
      ? await readSecret({ ...sources, ask: false }, around)
      : await requireSecret({ ...sources, ask: options.input }, around),
    enable_secret: await unasked('Enable secret', enableFile, 'NETRAVEN_CREDENTIAL_ENABLE_PASSWORD'),
    private_key: keyFile && (await readKey(keyFile)),
    passphrase: await unasked('Passphrase', passphraseFile, 'NETRAVEN_CREDENTIAL_PASSPHRASE'),
  }
}

const columns: readonly Column<Credential>[] = [
  { title: 'NAME', value: (credential) => credential.name },
  { title: 'USERNAME', value: (credential) => credential.username },
  { title: 'TAGS', value: (credential) => credential.tags.join(',') },
  { title: 'PRIORITY', value: (credential) => credential.priority, align: 'right' },
  { title: 'KEY', value: (credential) => (credential.has_private_key ? 'yes' : 'no') },
  { title: 'ENABLE', value: (credential) => (credential.has_enable_secret ? 'yes' : 'no') },
  { title: 'SUCCEEDED', value: (credential) => credential.succeeded, align: 'right' },
  { title: 'REFUSED', value: (credential) => credential.refused, align: 'right' },
]

const listCommand = (kit: Kit): Command =>
  new Command('list')
    .description('list credentials, without their secrets')
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('credential list'))
    .action(
      acting<object, []>(kit, async ({ client, print }) => {
        const { items } = await client.get<{ items: Credential[] }>('/credentials')
        print.list(items, columns, 'There are no credentials; "netraven credential add" adds one')
      }),
    )

const removeCommand = (kit: Kit): Command =>
  new Command('rm')
    .description('remove a credential')
    .argument('<credential>', 'name or id')
    .addHelpText('after', examples('credential rm backup'))
    .action(
      acting<object, [string]>(kit, async ({ client, print }, nameOrId) => {
        const { id, name } = await findCredential(client, nameOrId)
        await client.send('DELETE', `/credentials/${id}`)
        print.say(`removed ${name}`)
      }),
    )
