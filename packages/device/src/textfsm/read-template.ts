import { LINE_OPERATORS, readRule, RECORD_OPERATORS, type Rule } from './read-rule.ts'
import { readValue } from './read-value.ts'
import { faulty, TemplateError } from './template-error.ts'
import type { ValueDeclaration } from './value.ts'

/** A template as its text says. */
export interface TemplateSource {
  readonly values: readonly ValueDeclaration[]
  readonly states: ReadonlyMap<string, readonly Rule[]>
}

interface Line {
  readonly text: string
  readonly number: number
}

const LONGEST_TEMPLATE = 256 * 1024
const LONGEST_NAME = 48
const COMMENT = /^\s*#/
const OPERATORS: readonly string[] = [...LINE_OPERATORS, ...RECORD_OPERATORS]

/** Reads a template's text. Throws TemplateError with line and reason. */
export function readTemplate(text: string): TemplateSource {
  if (text.length > LONGEST_TEMPLATE)
    throw new TemplateError('budget', `the template is over ${LONGEST_TEMPLATE} characters`)
  const lines = text.split(/\r\n|\r|\n/).map((line, at) => ({ text: line.trimEnd(), number: at + 1 }))
  const end = lines.findIndex(({ text: line }) => line === '')
  const values = readValues(end < 0 ? lines : lines.slice(0, end))
  const states = readStates(end < 0 ? [] : lines.slice(end), values)
  checkStates(states)
  states.delete('End')
  return { values: [...values.values()], states }
}

function readValues(lines: readonly Line[]): ReadonlyMap<string, ValueDeclaration> {
  const values = new Map<string, ValueDeclaration>()
  for (const { text, number } of lines) {
    if (COMMENT.test(text)) continue
    if (!text.startsWith('Value ')) throw faulty('a value, or the blank line behind the last one, is expected', number)
    const value = readValue(text, number)
    if (values.has(value.name)) throw faulty(`the value "${value.name}" is declared twice`, number)
    values.set(value.name, value)
  }
  if (values.size === 0) throw faulty('no value is declared', 1)
  return values
}

/** States are divided by blank lines; their rules begin with one or two blanks, or a tab, and a caret. */
function readStates(lines: readonly Line[], values: ReadonlyMap<string, ValueDeclaration>): Map<string, Rule[]> {
  const states = new Map<string, Rule[]>()
  let rules: Rule[] | undefined
  for (const { text, number } of lines) {
    if (text === '') rules = undefined
    else if (COMMENT.test(text)) continue
    else if (rules) rules.push(readIndented(text, number, values))
    else states.set(checkedName(text, number, states), (rules = []))
  }
  return states
}

function readIndented(text: string, line: number, values: ReadonlyMap<string, ValueDeclaration>): Rule {
  if (!/^( {1,2}|\t)\^/.test(text)) throw faulty('a rule begins with a blank and "^"', line)
  return readRule(text, line, values)
}

function checkedName(text: string, line: number, states: ReadonlyMap<string, unknown>): string {
  if (!/^\w+$/.test(text) || text.length > LONGEST_NAME || OPERATORS.includes(text))
    throw faulty(`"${text}" is no name of a state`, line)
  if (states.has(text)) throw faulty(`the state "${text}" is there twice`, line)
  return text
}

function checkStates(states: ReadonlyMap<string, readonly Rule[]>): void {
  if (!states.has('Start')) throw new TemplateError('template', 'the template lacks the state "Start"')
  for (const name of ['End', 'EOF']) {
    const [rule] = states.get(name) ?? []
    if (rule) throw faulty(`the state "${name}" can't have rules`, rule.line)
  }
  for (const { line, lineOperator, target } of [...states.values()].flat()) {
    const isKnown = lineOperator === 'Error' || ['', 'End', 'EOF'].includes(target) || states.has(target)
    if (!isKnown) throw faulty(`there is no state "${target}"`, line)
  }
}
