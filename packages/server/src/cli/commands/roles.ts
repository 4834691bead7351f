import { Command } from 'commander'
import type { Kit } from '../act.ts'
import { reportFailure } from '../failure.ts'
import type { InitOptions, ListenOptions, WorkerOptions } from '../wired.ts'
import { examples, whole } from './option.ts'

/** The processes that NetRaven can be, and what prepares them. */
export const roleCommands = (kit: Kit): Command[] => [
  listening(new Command('serve'))
    .description('run all of NetRaven in this process')
    .addHelpText('after', examples('serve', 'serve --port 8080 --data-dir /var/lib/netraven'))
    .action(starting<ListenOptions>(kit, (options) => kit.wired.roles.serve(options))),
  listening(new Command('api'))
    .description('run the API alone; needs NETRAVEN_DATABASE_URL')
    .addHelpText('after', examples('api --host 0.0.0.0 --port 8080'))
    .action(starting<ListenOptions>(kit, (options) => kit.wired.roles.api(options))),
  new Command('scheduler')
    .description('run the scheduler and the archivist alone; needs NETRAVEN_DATABASE_URL')
    .addHelpText('after', examples('scheduler'))
    .action(starting(kit, (options) => kit.wired.roles.scheduler(options))),
  new Command('worker')
    .description('run a worker alone; needs NETRAVEN_DATABASE_URL')
    .addOption(whole('--concurrency <n>', 'visits at a time', 1, 10_000))
    .addHelpText('after', examples('worker --concurrency 20'))
    .action(starting<WorkerOptions>(kit, (options) => kit.wired.roles.worker(options))),
  new Command('init')
    .description('prepare the database, the master key and the first administrator')
    .option('--non-interactive', 'ask nothing; the password comes from NETRAVEN_ADMIN_PASSWORD_FILE')
    .addHelpText('after', examples('init --non-interactive'))
    .action(starting<InitOptions>(kit, (options) => kit.wired.roles.init(options))),
  new Command('migrate')
    .description('bring the database to this version and leave')
    .addHelpText('after', examples('migrate'))
    .action(starting(kit, (options) => kit.wired.roles.migrate(options))),
]

const listening = (command: Command): Command =>
  command
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .addOption(whole('--port <n>', 'port to listen on; 0 takes any', 0, 65_535))

const starting =
  <O extends ListenOptions>({ around }: Kit, start: (options: O) => Promise<void>) =>
  async (_options: unknown, command: Command): Promise<void> => {
    try {
      await start(command.optsWithGlobals<O>())
    } catch (error) {
      reportFailure(error, around)
    }
  }
