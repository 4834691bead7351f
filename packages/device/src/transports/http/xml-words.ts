import { escapeXml } from './request.ts'

/** A command line as elements within each other, as APIs want it whose command line is a tree of elements; a word in double quotes
 *  is a value. What begins with `<` is taken for the elements themselves.
 *  @example xmlWords('show jobs id "7"') // '<show><jobs><id>7</id></jobs></show>' */
export function xmlWords(command: string): string {
  const text = command.trim()
  if (text.startsWith('<')) return text
  const words = text.match(/"[^"]*"|[^\s"]+/g) ?? []
  const names = words.filter((word) => !word.startsWith('"'))
  const values = words.filter((word) => word.startsWith('"')).map((word) => escapeXml(word.slice(1, -1)))
  return (
    names.map((name) => `<${escapeXml(name)}>`).join('') +
    values.join(' ') +
    names
      .toReversed()
      .map((name) => `</${escapeXml(name)}>`)
      .join('')
  )
}
