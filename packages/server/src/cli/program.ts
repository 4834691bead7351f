import { Command, CommanderError } from 'commander'
import type { Kit } from './act.ts'
import { archiveCommand, verifyCommand } from './commands/archive.ts'
import { credentialCommand } from './commands/credential.ts'
import { deviceCommand } from './commands/device.ts'
import { jobCommand } from './commands/job.ts'
import { logCommand } from './commands/log.ts'
import { examples } from './commands/option.ts'
import { platformsCommand } from './commands/platforms.ts'
import { auditCommand, quarantineCommand } from './commands/records.ts'
import { roleCommands } from './commands/roles.ts'
import { runCommand } from './commands/run.ts'
import { configCommand, settingsCommand } from './commands/settings.ts'
import { snapshotCommand } from './commands/snapshot.ts'
import { tagCommand } from './commands/tag.ts'
import { userCommand } from './commands/user.ts'
import { execCommand } from './exec.ts'
import { exitCodes, reportFailure } from './failure.ts'
import { fetchCommand } from './fetch.ts'
import { recordCommand } from './record.ts'
import { redactCommand } from './redact.ts'
import type { Surroundings } from './surroundings.ts'
import type { Wired } from './wired.ts'

/** Runs the command that the arguments name; its end is told to `around.exitWith`. */
export async function runProgram(around: Surroundings, wired: Wired, argv: readonly string[]): Promise<void> {
  try {
    await createProgram(around, wired).parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) reportFailure(error, around)
    else around.exitWith(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage)
  }
}

/** The whole command line. */
function createProgram(around: Surroundings, wired: Wired): Command {
  const program = new Command('netraven')
    .description('backs up the configurations of routers, switches and firewalls')
    .version(wired.version)
    .option('--server <url>', 'a server elsewhere; needs NETRAVEN_TOKEN')
    .option('--data-dir <folder>', 'data folder (default: ./netraven-data)')
    .option('--config <file>', 'configuration file')
    .option('--env <name>', 'also read config/environments/NAME.yaml')
    .option('--no-input', 'never ask')
    .addHelpText(
      'after',
      examples(
        'serve',
        'device add core-sw1 --address 192.0.2.1 --platform cisco_ios',
        'device backup core-sw1',
        'fetch 192.0.2.1 --username backup',
      ),
    )
  const kit = { around, wired }
  const groups: readonly (readonly [Command[], readonly string[]])[] = [
    [roleCommands(kit), ['--data-dir', '--config', '--env']],
    [aloneCommands(around), ['--no-input']],
    [apiCommands(kit), ['--server', '--data-dir', '--config', '--env', '--no-input']],
  ]
  for (const [commands, globals] of groups)
    for (const command of commands) program.addCommand(showingGlobals(program, command, globals))
  return speakingTo(around, program)
}

/** What needs no data folder and no server. */
const aloneCommands = (around: Surroundings): Command[] => [
  fetchCommand(around),
  execCommand(around),
  recordCommand(around),
  redactCommand(around),
  platformsCommand(around),
]

/** What speaks to the API. */
const apiCommands = (kit: Kit): Command[] => [
  deviceCommand(kit),
  tagCommand(kit),
  credentialCommand(kit),
  jobCommand(kit),
  runCommand(kit),
  snapshotCommand(kit),
  quarantineCommand(kit),
  logCommand(kit),
  userCommand(kit),
  configCommand(kit),
  settingsCommand(kit),
  auditCommand(kit),
  archiveCommand(kit),
  verifyCommand(kit),
]

/** Of the options that every command takes, its help shows those that mean something there. */
function showingGlobals(program: Command, command: Command, globals: readonly string[]): Command {
  const visibleGlobalOptions = () => program.options.filter(({ long }) => globals.includes(long ?? ''))
  command.configureHelp({ showGlobalOptions: true, visibleGlobalOptions })
  for (const child of command.commands) showingGlobals(program, child, globals)
  return command
}

/** Help and complaints of the parser go where everything else goes, and nothing ends the process under our feet. */
function speakingTo(around: Surroundings, command: Command): Command {
  command
    .exitOverride()
    .showHelpAfterError(`"${wordsOf(command)} --help" says more`)
    .configureOutput({ writeOut: (text) => around.stdout.write(text), writeErr: (text) => around.stderr.write(text) })
  for (const child of command.commands) speakingTo(around, child)
  return command
}

/** A command as it is typed: `netraven device add`. */
const wordsOf = (command: Command): string =>
  command.parent ? `${wordsOf(command.parent)} ${command.name()}` : command.name()
