import { compileRegex } from './read-value.ts'
import type { PythonRegex } from './regex/python-regex.ts'
import { faulty } from './template-error.ts'
import type { ValueDeclaration } from './value.ts'

export const LINE_OPERATORS = ['Next', 'Continue', 'Error'] as const
export const RECORD_OPERATORS = ['Clear', 'Clearall', 'Record', 'NoRecord'] as const

type LineOperator = (typeof LINE_OPERATORS)[number]
type RecordOperator = (typeof RECORD_OPERATORS)[number]

/** A rule of a state: `^regex [-> [line operator][.record operator] [new state]]`. */
export interface Rule {
  readonly line: number
  readonly regex: PythonRegex
  readonly lineOperator: LineOperator
  readonly recordOperator: RecordOperator
  /** The state to go to; for `Error` its message. Empty: none. */
  readonly target: string
}

type Action = Pick<Rule, 'lineOperator' | 'recordOperator' | 'target'>

const TARGET = String.raw`(?:\s+(?<target>\w+|".*"))?`
const LINE_OPERATOR = `(?<lineOperator>${LINE_OPERATORS.join('|')})`
const RECORD_OPERATOR = `(?<recordOperator>${RECORD_OPERATORS.join('|')})`
/** In this order: `Record` alone is an operator, not a state. */
const ACTIONS = [
  new RegExp(String.raw`^\s+${LINE_OPERATOR}(?:\.${RECORD_OPERATOR})?${TARGET}$`),
  new RegExp(String.raw`^\s+${RECORD_OPERATOR}${TARGET}$`),
  new RegExp(`^${TARGET}$`),
]

/** Reads a rule. Throws TemplateError. */
export function readRule(text: string, line: number, values: ReadonlyMap<string, ValueDeclaration>): Rule {
  const trimmed = text.trim()
  const arrow = lastArrow(trimmed)
  const pattern = arrow < 0 ? trimmed : trimmed.slice(0, arrow)
  const action = readAction(arrow < 0 ? '' : trimmed.slice(arrow + 3), line)
  if (action.lineOperator === 'Continue' && action.target !== '')
    throw faulty(`"Continue" stays in its state, it can't go to "${action.target}"`, line)
  if (action.lineOperator !== 'Error' && !/^\w*$/.test(action.target))
    throw faulty(`${action.target} is no name of a state; only "Error" takes a message`, line)
  return { line, regex: compileRegex(withValues(pattern, line, values), line), ...action }
}

/** Where the last `->` with a blank before it stands: that blank. */
function lastArrow(text: string): number {
  for (let at = text.lastIndexOf('->'); at > 0; at = text.lastIndexOf('->', at - 1))
    if (/\s/.test(text.charAt(at - 1))) return at - 1
  return -1
}

function readAction(text: string, line: number): Action {
  const found = ACTIONS.map((pattern) => pattern.exec(text)).find((match) => match !== null)
  if (!found) throw faulty(`"->${text}" is no action; it is "[Next|Continue|Error][.Record|.Clear|…] [State]"`, line)
  const { lineOperator, recordOperator, target = '' } = found.groups ?? {}
  return {
    lineOperator: LINE_OPERATORS.find((operator) => operator === lineOperator) ?? 'Next',
    recordOperator: RECORD_OPERATORS.find((operator) => operator === recordOperator) ?? 'NoRecord',
    target,
  }
}

/** Puts the values' expressions in, as named groups. `$$` is a dollar sign. */
function withValues(pattern: string, line: number, values: ReadonlyMap<string, ValueDeclaration>): string {
  return pattern.replace(/\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\}|)/g, (all, dollar, bare, braced) => {
    if (dollar) return '$'
    const name: string | undefined = bare ?? braced
    if (name === undefined) throw faulty(`"${all}" stands for no value; the end of a line is "$$"`, line)
    const value = values.get(name)
    if (!value) throw faulty(`there is no value "${name}"`, line)
    return value.regex.replace('(', () => `(?P<${name}>`)
  })
}
