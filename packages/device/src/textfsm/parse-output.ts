import { EffortSpent, type Effort } from './regex/machine.ts'
import type { Rule } from './read-rule.ts'
import type { TemplateSource } from './read-template.ts'
import { TemplateError } from './template-error.ts'
import { startValue, type Cell, type ListItem, type LiveValue, type ValueDeclaration } from './value.ts'

/** Bounds on what one output may cost. */
export interface ParseLimits {
  /** Characters of the output. */
  readonly length: number
  readonly records: number
  /** Steps of matching, about ten million in 0.2 s. */
  readonly effort: number
}

export const DEFAULT_LIMITS: ParseLimits = { length: 64 * 1024 * 1024, records: 1_000_000, effort: 200_000_000 }

/** A record in the order of the values; what was never matched is an empty text. */
export type Row = readonly (string | readonly ListItem[])[]

/** Where Python's splitlines divides a text. */
const LINE_END = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/

/** The state of one reading. */
interface Reading {
  readonly values: readonly LiveValue[]
  readonly byName: ReadonlyMap<string, LiveValue>
  readonly rows: (string | readonly ListItem[])[][]
  readonly limits: ParseLimits
  readonly effort: Effort
}

/** Runs an output through a template. Throws TemplateError: `output` for an `Error` rule, `budget` for too much work. */
export function parseOutput({ values, states }: TemplateSource, output: string, limits: ParseLimits): Row[] {
  if (output.length > limits.length) throw new TemplateError('budget', `the output is over ${limits.length} characters`)
  const effort = { left: limits.effort }
  const live = values.map((value) => startValue(value, (text) => itemOf(value, text, effort)))
  const reading: Reading = { values: live, byName: byName(live), rows: [], limits, effort }
  try {
    const last = readLines(reading, states, linesOf(output))
    if (last !== 'End' && !states.has('EOF')) record(reading)
  } catch (error) {
    if (!(error instanceof EffortSpent)) throw error
    throw new TemplateError('budget', 'matching this output with this template takes too much work')
  }
  return reading.rows
}

/** Gives the name of the state in which the output ended. */
function readLines(reading: Reading, states: TemplateSource['states'], lines: readonly string[]): string {
  let state = 'Start'
  for (const [at, line] of lines.entries()) {
    state = readLine(reading, states.get(state) ?? [], { text: line, number: at + 1 }) || state
    if (state === 'End' || state === 'EOF') break
  }
  return state
}

/** Tries the rules until one matches that doesn't continue; gives the state it goes to, if it does. */
function readLine(reading: Reading, rules: readonly Rule[], line: { text: string; number: number }): string {
  for (const rule of rules) {
    const groups = rule.regex.match(line.text, reading.effort)
    if (!groups) continue
    for (const [name, index] of rule.regex.names) reading.byName.get(name)?.assign(groups[index] ?? null)
    fillUp(reading, rule)
    actOn[rule.recordOperator](reading)
    if (rule.lineOperator === 'Error') throw refused(rule, line.number)
    if (rule.lineOperator === 'Next') return rule.target
  }
  return ''
}

const actOn: Readonly<Record<Rule['recordOperator'], (reading: Reading) => void>> = {
  Record: record,
  Clear: ({ values }) => values.forEach((value) => value.clear()),
  Clearall: ({ values }) => values.forEach((value) => value.clearAll()),
  NoRecord: () => undefined,
}

/** Keeps a record, unless a required value is missing or there is nothing in it. */
function record(reading: Reading): void {
  const { values, rows, limits, effort } = reading
  const cells: Cell[] = []
  for (const value of values) {
    const cell = value.cell()
    if (cell === undefined) return actOn.Clear(reading)
    cells.push(cell)
    effort.left -= 1 + (Array.isArray(cell) ? cell.length : 0)
  }
  if (effort.left < 0) throw new EffortSpent()
  if (cells.every((cell) => cell === null || (Array.isArray(cell) && cell.length === 0))) return
  if (rows.length >= limits.records) throw new TemplateError('budget', `there are more than ${limits.records} records`)
  rows.push(cells.map((cell) => cell ?? ''))
  actOn.Clear(reading)
}

/** Writes what a rule matched into the records above that lack it. */
function fillUp({ values, rows, byName: live }: Reading, rule: Rule): void {
  for (const name of rule.regex.names.keys()) {
    const value = live.get(name)
    if (!value?.fillsUp) continue
    const text = value.latest()
    const column = values.indexOf(value)
    for (let at = rows.length - 1; text && at >= 0 && rows[at]?.[column]?.length === 0; at--) rows[at]![column] = text
  }
}

/** Named groups of the value's own expression make an object of what it matched. */
function itemOf({ compiled }: ValueDeclaration, text: string | null, effort: Effort): ListItem {
  const groups = compiled.names.size > 0 ? compiled.match(text ?? '', effort) : undefined
  if (!groups) return text ?? ''
  return Object.fromEntries([...compiled.names].map(([name, index]) => [name, groups[index] ?? '']))
}

/** Names the rule and the line, and quotes nothing: the output may hold secrets. */
const refused = ({ line, target }: Rule, number: number): TemplateError =>
  new TemplateError(
    'output',
    `${target.replace(/^"|"$/g, '') || 'the template refuses'} (line ${number} of the output)`,
    line,
  )

const byName = (values: readonly LiveValue[]): ReadonlyMap<string, LiveValue> =>
  new Map(values.map((value) => [value.name, value]))

function linesOf(output: string): readonly string[] {
  const lines = output.split(LINE_END)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
