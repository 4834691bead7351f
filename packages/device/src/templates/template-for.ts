import { readFileSync } from 'node:fs'
import { parseTemplate, type Template } from '../textfsm/template.ts'
import { findPlatform } from '../registry.ts'
import { TEMPLATES } from './all.ts'

/** What keeps a pager away changes nothing of the text. */
const NO_PAGER = /\|\s*no-more\s*$/

const commandsOf = new Map(Object.entries(TEMPLATES))
const parsed = new Map<string, Template>()

/** Our own template for what a command prints on a platform, by its id or an alias; undefined where there is none. Commands
 *  may be abbreviated as on the device: each word at least two letters, and no other command that could be meant. */
export function templateFor(platform: string, command: string): Template | undefined {
  const known = new Map(Object.entries(commandsOf.get(findPlatform(platform)?.id ?? '') ?? {}))
  const words = command.replace(NO_PAGER, '').trim().split(/\s+/)
  const meant = [...known.keys()].filter((full) => isAbbreviation(words, full.split(' ')))
  const file = known.get(words.join(' ')) ?? (meant.length === 1 ? known.get(meant[0] ?? '') : undefined)
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
