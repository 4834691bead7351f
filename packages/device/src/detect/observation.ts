import type { DetectRule } from '../platform.ts'

/** What was seen of a device, as text. */
export interface Observation {
  readonly kind: 'ident' | 'banner' | 'prompt' | 'probe' | 'sysObjectId' | 'sysDescr'
  readonly probe?: string
  readonly text: string
}

/** Device text is hostile: only so much of it, and of each of its lines, meets a pattern. */
const LONGEST_TEXT = 32 * 1024
const LONGEST_LINE = 4096
/** A refusal stands in the first lines of a short answer; anywhere else the same words are text. */
const SHORT_ANSWER = 10
const FIRST_LINES = 5

/** Makes an observation whose text may meet patterns. */
export const observe = (kind: Observation['kind'], text: string, probe?: string): Observation => ({
  kind,
  ...(probe !== undefined && { probe }),
  text: text
    .slice(0, LONGEST_TEXT)
    .split(/\r?\n/)
    .map((line) => line.slice(0, LONGEST_LINE))
    .join('\n'),
})

/** The words of an observation that a rule counts; undefined when they don't fit. */
export function wordsFor(rule: DetectRule, { kind, probe, text }: Observation): string | undefined {
  if ('probe' in rule) return kind === 'probe' && probe === rule.probe ? rule.match.exec(text)?.[0] : undefined
  if ('refusal' in rule) return kind === 'probe' ? rule.refusal.exec(refusalIn(text))?.[0] : undefined
  if ('sysObjectId' in rule) return kind === 'sysObjectId' && isUnder(text, rule.sysObjectId) ? text : undefined
  return patternFor(rule, kind)?.exec(text)?.[0]
}

function patternFor(rule: DetectRule, kind: Observation['kind']): RegExp | undefined {
  if ('ident' in rule) return kind === 'ident' ? rule.ident : undefined
  if ('banner' in rule) return kind === 'banner' ? rule.banner : undefined
  if ('prompt' in rule) return kind === 'prompt' ? rule.prompt : undefined
  return 'sysDescr' in rule && kind === 'sysDescr' ? rule.sysDescr : undefined
}

/** Whether an answer is so short that it may be a refusal. */
export const isShort = (text: string): boolean => text.split('\n').length <= SHORT_ANSWER

const refusalIn = (text: string): string => (isShort(text) ? text.split('\n').slice(0, FIRST_LINES).join('\n') : '')

/** Whether an object identifier is a prefix or below it. */
export const isUnder = (oid: string, prefix: string): boolean => oid === prefix || oid.startsWith(`${prefix}.`)
