import { readFileSync } from 'node:fs'
import { parseTemplate, type Template } from '../textfsm/template.ts'
import { TEMPLATES } from './all.ts'

const parsed = new Map<string, Template>()

/** Our own template for what a command prints on a platform; undefined where there is none. Commands may be abbreviated as
 *  on the device: each word at least two letters, and no other command that could be meant. */
export function templateFor(platform: string, command: string): Template | undefined {
  const known = TEMPLATES[platform] ?? {}
  const words = command.trim().split(/\s+/)
  const exact = known[words.join(' ')]
  const meant = Object.keys(known).filter((full) => isAbbreviation(words, full.split(' ')))
  const file = exact ?? (meant.length === 1 ? known[meant[0] ?? ''] : undefined)
  return file === undefined ? undefined : load(file)
}

const isAbbreviation = (words: readonly string[], full: readonly string[]): boolean =>
  words.length === full.length &&
  words.every((word, at) => full[at] === word || (word.length > 1 && full[at]?.startsWith(word)))

/** Reads a template where this package keeps them, once. */
function load(file: string): Template {
  const known = parsed.get(file)
  if (known) return known
  const template = parseTemplate(readFileSync(new URL(`../../templates/${file}.textfsm`, import.meta.url), 'utf8'))
  parsed.set(file, template)
  return template
}
