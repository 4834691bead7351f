import { escapeControls } from '@netraven/device'
import { jsonLine } from '../log/json-line.ts'
import type { Surroundings } from './surroundings.ts'

export interface Column<T> {
  readonly title: string
  readonly value: (row: T) => string | number | null | undefined
  readonly align?: 'right'
}

/** Data goes to stdout, talk to stderr. What devices and people named is shown, never obeyed: control characters are escaped. */
export interface Printer {
  readonly isJson: boolean
  /** A document for programs, or rows for people. */
  list<T extends object>(items: readonly T[], columns: readonly Column<T>[], empty: string): void
  /** A document for programs, or `name: value` lines for people. */
  record(value: object, lines: Readonly<Record<string, string | number | null | undefined>>): void
  /** One line for programs in a stream, or a line for people. */
  event(value: object, line: string): void
  /** One result: JSON, or the word a script would want. */
  result(value: object, word: string): void
  /** Bytes as they are; on a terminal without the controls that are in them. */
  bytes(bytes: Uint8Array): void
  say(line: string): void
}

export function createPrinter(
  { stdout, stderr, environment }: Surroundings,
  { json }: { readonly json: boolean },
): Printer {
  const paint = createPaint(stdout.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb')
  const write = (line: string): void => void stdout.write(`${line}\n`)
  const document = (value: unknown): void => write(jsonLine(value))
  const say = (line: string): void => void stderr.write(`${clean(line)}\n`)
  return {
    isJson: json,
    list(items, columns, empty) {
      if (json) document({ items, total: items.length })
      else if (items.length === 0) say(empty)
      else for (const line of tableOf(items, columns)) write(paint(line))
    },
    record(value, lines) {
      if (json) document(value)
      else for (const line of pairsOf(lines)) write(paint(line))
    },
    event: (value, line) => (json ? document(value) : write(paint(clean(line)))),
    result: (value, word) => (json ? document(value) : write(clean(word))),
    bytes: (bytes) => void stdout.write(stdout.isTTY ? escapeControls(Buffer.from(bytes).toString()) : bytes),
    say,
  }
}

const clean = (text: string): string =>
  escapeControls(text)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`)

const shown = (value: string | number | null | undefined): string =>
  value === null || value === undefined || value === '' ? '–' : clean(String(value))

function tableOf<T>(items: readonly T[], columns: readonly Column<T>[]): string[] {
  const rows = [
    columns.map(({ title }) => title),
    ...items.map((item) => columns.map(({ value }) => shown(value(item)))),
  ]
  const widths = columns.map((_column, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, index) => aligned(cell, widths[index] ?? 0, columns[index]?.align))
      .join('  ')
      .trimEnd(),
  )
}

const aligned = (cell: string, width: number, align: 'right' | undefined): string =>
  align === 'right' ? cell.padStart(width) : cell.padEnd(width)

function pairsOf(lines: Readonly<Record<string, string | number | null | undefined>>): string[] {
  const width = Math.max(...Object.keys(lines).map((name) => name.length)) + 2
  return Object.entries(lines).map(([name, value]) => `${`${name}:`.padEnd(width)}${shown(value)}`)
}

const colours = [
  [/\b(SUCCEEDED|COMPLETED|changed|new|created|ok)\b/g, '32'],
  [/\b(FAILED|ERROR|CRITICAL|refused)\b/g, '31'],
  [/\b(COMPLETED_WITH_FAILURES|COMPLETED_NO_DEVICES|CANCELLED|SKIPPED|UNKNOWN|WARNING)\b/g, '33'],
] as const

/** Colours the words that an eye looks for. */
const createPaint = (colourful: boolean) => (line: string) =>
  colourful ? colours.reduce((text, [words, code]) => text.replaceAll(words, `\u001b[${code}m$&\u001b[0m`), line) : line
