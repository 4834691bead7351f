import { text } from 'node:stream/consumers'
import type { DeviceImportResult } from '@netraven/contract'
import { Command } from 'commander'
import { acting, type Kit } from '../act.ts'
import { CommandFailure, exitCodes } from '../failure.ts'
import type { Column } from '../print.ts'
import { readText } from '../secrets.ts'
import { examples } from './option.ts'

type Row = DeviceImportResult['rows'][number]

export const deviceImportCommand = (kit: Kit): Command =>
  new Command('import')
    .description('add many devices from a CSV or JSON file; exit 5 if some rows were refused')
    .argument('<file>', 'CSV with a header line, or a JSON list; - is standard input')
    .option('--preview', 'say what would happen, and change nothing')
    .option('--json', 'one JSON document with every row')
    .addHelpText(
      'after',
      `${examples('device import devices.csv --preview')}\n\nColumns: hostname, address, platform; also title, port, transport, algorithms, enabled, tags (apart by ;)`,
    )
    .action(
      acting<{ preview?: boolean }, [string]>(kit, async ({ client, print, options, around }, file) => {
        const content = file === '-' ? await text(around.stdin) : await readText(file)
        const body = { ...bodyOf(content), preview: options.preview === true }
        const result = await client.send<DeviceImportResult>('POST', '/devices/import', body)
        if (print.isJson) print.result(result, '')
        else print.list(result.rows, columns, 'The file has no rows')
        print.say(summaryOf(result))
        return result.refused > 0 ? exitCodes.someFailed : exitCodes.ok
      }),
    )

const columns: readonly Column<Row>[] = [
  { title: 'ROW', value: (row) => row.row, align: 'right' },
  { title: 'HOSTNAME', value: (row) => row.hostname },
  { title: 'RESULT', value: (row) => row.status },
  { title: 'REASON', value: (row) => row.faults.map(({ field, message }) => `${field}: ${message}`).join('; ') },
]

const summaryOf = ({ preview, created, valid, refused }: DeviceImportResult): string =>
  preview ? `preview: ${valid} would be created, ${refused} refused` : `${created} created, ${refused} refused`

function bodyOf(content: string): { csv: string } | { devices: unknown } {
  if (!content.trimStart().startsWith('[')) return { csv: content }
  try {
    return { devices: JSON.parse(content) as unknown }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CommandFailure(exitCodes.error, `This begins like a JSON list and is none: ${reason}`, { cause })
  }
}

export const deviceExportCommand = (kit: Kit): Command =>
  new Command('export')
    .description('print all devices as CSV, which import takes back')
    .addHelpText('after', examples('device export > devices.csv'))
    .action(
      acting<object, []>(kit, async ({ client, print }) => {
        print.bytes(await client.bytes('GET', '/devices/export'))
      }),
    )
