import { pythonRegex, type PythonRegex } from './regex/python-regex.ts'
import { RegexSyntaxError } from './regex/tree.ts'
import { faulty } from './template-error.ts'
import { OPTIONS, type ValueDeclaration, type ValueOption } from './value.ts'

const LONGEST_NAME = 48

/** Reads `Value [option,…] name (regex)`. Throws TemplateError. */
export function readValue(text: string, line: number): ValueDeclaration {
  const words = text.split(' ')
  if (words.length < 3) throw faulty('a value needs a name and an expression in brackets', line)
  const hasOptions = !words[2]?.startsWith('(')
  const [first = '', second = ''] = words.slice(1)
  const name = hasOptions ? second : first
  const regex = words.slice(hasOptions ? 3 : 2).join(' ')
  if (!/^[A-Za-z_]\w*$/.test(name) || name.length > LONGEST_NAME)
    throw faulty(`"${name}" is no name of a value (letters, digits and "_", at most ${LONGEST_NAME})`, line)
  if (!/^\(.*\)$/.test(regex)) throw faulty(`the expression of "${name}" must stand in brackets`, line)
  return { name, options: hasOptions ? readOptions(first, line) : [], regex, compiled: compileRegex(regex, line) }
}

function readOptions(text: string, line: number): readonly ValueOption[] {
  const options = text.split(',').map((word) => {
    const option = OPTIONS.find((known) => known === word)
    if (!option) throw faulty(`"${word}" is no option; there are ${OPTIONS.join(', ')}`, line)
    return option
  })
  const twice = options.find((option, at) => options.indexOf(option) !== at)
  if (twice) throw faulty(`the option "${twice}" is given twice`, line)
  return options
}

/** Compiles an expression of a template; what is wrong with it is said for its line. */
export function compileRegex(source: string, line: number): PythonRegex {
  try {
    return pythonRegex(source)
  } catch (error) {
    if (error instanceof RegexSyntaxError) throw faulty(`${error.message} of "${source}"`, line)
    throw error
  }
}
