import { deviceColumns, importRows } from '@netraven/contract'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { AppError } from '../errors/app-error.ts'
import type { Device } from '../store/devices.ts'

type Row = Readonly<Record<string, unknown>>

/** A CSV text as rows that look like devices on the wire: numbers, booleans and lists where the columns ask for them.
 *  Unknown columns stay, so that the schema names them. */
export function rowsOfCsv(text: string): Row[] {
  const rows = parsed(text)
  if (rows.length <= importRows) return rows.map(typed)
  throw new AppError('invalid', `This text has more than ${importRows} rows: import it in parts`)
}

function parsed(text: string): Record<string, string>[] {
  try {
    return parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      skip_empty_lines: true,
      trim: true,
      relax_column_count_less: true,
      max_record_size: 100_000,
      to: importRows + 1,
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError(
      'invalid',
      `This is not a CSV text with a header line: ${reason}`,
      { columns: deviceColumns },
      { cause },
    )
  }
}

/** Empty cells are left out, so that defaults hold. */
function typed(row: Record<string, string>): Row {
  const cells = Object.entries(row).filter(([, cell]) => cell !== '')
  return Object.fromEntries(cells.map(([name, cell]) => [name, typedCell(name, unescaped(cell))]))
}

function typedCell(name: string, cell: string): unknown {
  if (name === 'port') return /^\d+$/.test(cell) ? Number(cell) : cell
  if (name === 'enabled')
    return (
      ({ true: true, yes: true, '1': true, false: false, no: false, '0': false } as Record<string, boolean>)[
        cell.toLowerCase()
      ] ?? cell
    )
  if (name === 'tags')
    return cell
      .split(';')
      .map((tag) => tag.trim())
      .filter(Boolean)
  return cell
}

const startsFormula = /^[=+\-@\t\r]/

/** A spreadsheet runs cells that begin like a formula; a quote before them makes text of them.
 *  Source: OWASP, CSV Injection. */
const escaped = (cell: string): string => (startsFormula.test(cell) ? `'${cell}` : cell)
const unescaped = (cell: string): string =>
  cell.startsWith("'") && startsFormula.test(cell.slice(1)) ? cell.slice(1) : cell

/** Devices as a CSV text that an import takes back. */
export function csvOfDevices(devices: readonly Device[]): string {
  const rows = devices.map((device) =>
    deviceColumns.map((column) => escaped(column === 'tags' ? device.tags.join(';') : String(device[column] ?? ''))),
  )
  return stringify([[...deviceColumns], ...rows])
}
