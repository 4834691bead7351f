import { nothing, type CliAnswer, type CliDevice, type CliSession, type FakeCli } from '../cli.ts'

/** A Junos router at its operational prompt. Source: recorded session of an SRX300 (Junos 22.4); Juniper CLI guide. */
export const juniperJunos: FakeCli = {
  facts: { model: 'mx204', serial: 'BR1234567890', version: '22.4R3-S2.11' },
  ident: 'OpenSSH_9.0',
  exec: true,
  configCommand: 'show configuration',
  pager: { mark: '---(more)---', erase: `\r${' '.repeat(40)}\r` },
  greeting: ({ device }) => `--- JUNOS ${device.facts.version} Kernel 64-bit  JNPR-12.1-20231122\n`,
  prompt: ({ device }) => `${device.username}@${device.hostname}> `,
  plantPrompt: (config, prompt) => config.replace(/^\}$/m, `}\n/*\n${prompt}\n*/`),
  answer(command, session) {
    const [words = '', ...pipes] = command.split('|').map((part) => part.trim().replaceAll(/\s+/g, ' '))
    const strange = pipes.find((pipe) => pipe !== 'no-more' && pipe !== 'display omit')
    if (strange !== undefined) return refusal(command, command.indexOf(strange), session)
    const run = commands[words]
    if (!run) return refusal(command, 0, session)
    return { ...run(session), unpaged: pipes.includes('no-more') }
  },
}

const commands: Readonly<Record<string, (session: CliSession) => CliAnswer>> = {
  '': () => nothing,
  'set cli screen-length 0': (session) => {
    session.paging = false
    return { text: 'Screen length set to 0\n', after: '\n' }
  },
  'set cli screen-width 0': () => ({ text: 'Screen width set to 0\n', after: '\n' }),
  'set cli screen-width 511': () => ({ text: 'Screen width set to 511\n', after: '\n' }),
  'show configuration': ({ device }) => ({ text: device.config, isConfig: true, after: '\n' }),
  'show version': ({ device }) => ({ text: version(device), after: '\n' }),
  'show chassis hardware': ({ device }) => ({ text: hardware(device), after: '\n' }),
  exit: () => ({ text: '\n', leaves: true }),
  quit: () => ({ text: '\n', leaves: true }),
}

function refusal(command: string, at: number, session: CliSession): CliAnswer {
  const column = juniperJunos.prompt(session).length + at
  const what = at === 0 && !command.includes('|') ? 'unknown command.' : 'syntax error.'
  return { text: `${' '.repeat(column)}^\n${what}\n`, after: '\n', status: 1 }
}

const version = ({ hostname, facts }: CliDevice): string => `Hostname: ${hostname}
Model: ${facts.model}
Junos: ${facts.version}
JUNOS OS Kernel 64-bit  [20231122.7d6a6e1_builder_stable_12_224]
JUNOS OS libs [20231122.7d6a6e1_builder_stable_12_224]
JUNOS Software Release [${facts.version}]
`

const hardware = ({ facts }: CliDevice): string => `Hardware inventory:
Item             Version  Part number  Serial number     Description
Chassis                                ${facts.serial.padEnd(17)} ${facts.model.toUpperCase()}
Routing Engine 0          BUILTIN      BUILTIN           RE-S-2X00x6
FPC 0                     BUILTIN      BUILTIN           MPC
`
