import { DEFAULT_LIMITS, parseOutput, type ParseLimits, type Row } from './parse-output.ts'
import { readTemplate } from './read-template.ts'
import type { ListItem } from './value.ts'

/** A record by the names of the values. Values with the option `List` are lists, all others texts; what was never matched
 *  is an empty text. */
export type ParsedRecord = Readonly<Record<string, string | readonly ListItem[]>>

/** A TextFSM template, ready for outputs. */
export interface Template {
  /** Names of the values in their order. */
  readonly header: readonly string[]
  /** Names of the values with the option `Key`. */
  readonly keys: readonly string[]
  /** One record after the other. Throws TemplateError: `output` where the template's own `Error` refuses it, `budget`
   *  where it would take more than `limits` allow. */
  parse(output: string, limits?: Partial<ParseLimits>): readonly ParsedRecord[]
  /** The same as rows, in the order of `header`. */
  parseRows(output: string, limits?: Partial<ParseLimits>): readonly Row[]
}

/** Reads a TextFSM template. Throws TemplateError with the line and what is wrong with it.
 *  Source: https://github.com/google/textfsm/wiki/TextFSM
 *  @example
 *  const template = parseTemplate(String.raw`Value Name (\S+)
 *  Value Age (\d+)
 *
 *  Start
 *    ^${Name} is ${Age} -> Record`)
 *  template.parse('Ann is 31') // [{ Name: 'Ann', Age: '31' }] */
export function parseTemplate(text: string): Template {
  const source = readTemplate(text)
  const header = source.values.map(({ name }) => name)
  const parseRows: Template['parseRows'] = (output, limits) =>
    parseOutput(source, output, { ...DEFAULT_LIMITS, ...limits })
  return {
    header,
    keys: source.values.filter(({ options }) => options.includes('Key')).map(({ name }) => name),
    parseRows,
    parse: (output, limits) =>
      parseRows(output, limits).map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? '']))),
  }
}
