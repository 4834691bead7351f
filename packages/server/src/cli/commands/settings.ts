import type { Setting } from '@netraven/contract'
import { Command } from 'commander'
import { acting, type Kit } from '../act.ts'
import { CommandFailure, exitCodes } from '../failure.ts'
import type { Column } from '../print.ts'
import { examples } from './option.ts'

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null))
const valueText = ({ value }: Setting): string => asText(value)
/** In a table what has no value is a dash. */
const cellText = (value: unknown): string | null => (value === null || value === undefined ? null : asText(value))

/** A secret has no value here, but a place where it comes from. */
const hiddenText = ({ source }: Setting): string | null => (source === 'default' ? null : '(set, not shown)')

const columns: readonly Column<Setting>[] = [
  { title: 'KEY', value: (setting) => setting.key },
  { title: 'VALUE', value: (setting) => cellText(setting.value) ?? hiddenText(setting) },
  { title: 'UNIT', value: (setting) => setting.unit },
]

const withSources: readonly Column<Setting>[] = [
  ...columns,
  { title: 'SOURCE', value: (setting) => setting.source },
  { title: 'DEFAULT', value: (setting) => cellText(setting.default) },
]

export const configCommand = (kit: Kit): Command =>
  new Command('config').description('the configuration in force').addCommand(
    new Command('show')
      .description('show every value')
      .option('--sources', 'and where each comes from')
      .option('--json', 'one JSON document')
      .addHelpText('after', examples('config show --sources'))
      .action(
        acting<{ sources?: boolean }, []>(kit, async ({ client, print, options }) => {
          const { items } = await client.get<{ items: Setting[] }>('/settings')
          print.list(items, options.sources ? withSources : columns, '')
        }),
      ),
  )

export const settingsCommand = (kit: Kit): Command =>
  new Command('settings')
    .description('values that an administrator sets while NetRaven runs')
    .addCommand(
      new Command('get')
        .description('print one value')
        .argument('<key>', 'see: netraven config show')
        .option('--json', 'what is known about it')
        .addHelpText('after', examples('settings get job.max_parallel'))
        .action(
          acting<object, [string]>(kit, async ({ client, print }, key) => {
            const { items } = await client.get<{ items: Setting[] }>('/settings')
            const setting = items.find((one) => one.key === key)
            if (!setting)
              throw new CommandFailure(
                exitCodes.notFound,
                `There is no setting ${key}; "netraven config show" lists them`,
              )
            print.result(setting, valueText(setting))
          }),
        ),
    )
    .addCommand(
      new Command('set')
        .description('set a value')
        .argument('<key>', 'see: netraven config show')
        .argument('<value>', 'text, number, true, false or a JSON list')
        .option('--json', 'the setting as JSON')
        .addHelpText('after', examples('settings set job.max_parallel 10', 'settings set log.level debug'))
        .action(
          acting<object, [string, string]>(kit, async ({ client, print, isAlone }, key, value) => {
            const setting = await client.send<Setting>('PUT', `/settings/${encodeURIComponent(key)}`, {
              value: parsed(value),
            })
            print.result(setting, asText(parsed(value)))
            if (setting.source !== 'database' && !isAlone)
              print.say(`${setting.source} wins: ${valueText(setting)} stays in force`)
            if (setting.needs_restart) print.say('takes effect when NetRaven starts again')
          }),
        ),
    )
    .addCommand(
      new Command('unset')
        .description('back to the file or the default')
        .argument('<key>', 'see: netraven config show')
        .option('--json', 'the setting as JSON')
        .addHelpText('after', examples('settings unset job.max_parallel'))
        .action(
          acting<object, [string]>(kit, async ({ client, print }, key) => {
            const setting = await client.send<Setting>('DELETE', `/settings/${encodeURIComponent(key)}`)
            print.result(setting, valueText(setting))
          }),
        ),
    )

/** `10` is a number and `["a"]` a list; what is no JSON is text. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
