import { weaknessOf } from '../redact/learned.ts'
import { redact, type Redaction } from '../redact/redact.ts'
import { restore } from '../redact/restore.ts'
import type { Random } from './random.ts'

/** Texts with their secrets marked: `enable password «tr1cky»`; `«!…»` has a shape that a random value would not have. */
export interface Forms {
  readonly platform: string
  /** One line each, to be understood without any context. */
  readonly alone: readonly string[]
  /** Whole blocks. */
  readonly blocks: readonly string[]
  /** Look-alikes, alone or in blocks: not a byte may change. */
  readonly kept: readonly string[]
}

const mark = /«(!?)([^»]*)»/g
const tokenSource = '(?:<|&lt;)secret:[a-z-]+:(?:[0-9a-f]{8}|volatile)(?:>|&gt;)'

export const options = {
  deviceId: '6c1f0a52-9f0e-4b6f-8f6e-0d6f5f1c2b3a',
  key: Buffer.alloc(32, 5),
} as const

/** What is wrong with the redaction of a marked text, or null: a leak, a change elsewhere, not restorable, not idempotent. */
export function faultOf(form: string, platform: string): string | null {
  const raw = form.replace(mark, '$2')
  const redacted = redact(raw, { ...options, platform })
  const pieces = form.split(mark).filter((_, at) => at % 3 === 0)
  const expected = new RegExp(`^${pieces.map(escaped).join(tokenSource)}$`)
  if (!expected.test(redacted.text))
    return `${platform}: ${JSON.stringify(raw)} became ${JSON.stringify(redacted.text)}`
  return faultOfRedaction(raw, redacted, platform)
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** Promises that hold for every text: restorable, idempotent, deterministic. */
export function faultOfRedaction(raw: string, redacted: Redaction, platform: string): string | null {
  if (restore(redacted.text, redacted.secrets) !== raw) return `${platform}: ${JSON.stringify(raw)} can't be restored`
  const again = redact(redacted.text, { ...options, platform })
  if (again.text !== redacted.text) {
    return `${platform}: ${JSON.stringify(redacted.text)} became ${JSON.stringify(again.text)} the second time`
  }
  return null
}

/** The form with random secrets: any printable characters, type digits, words of the text itself; blanks where quoted. */
export function mutated(form: string, random: Random): string {
  return form.replace(mark, (all: string, fixed: string, _value: string, at: number) => {
    if (fixed !== '') return all
    const isQuoted = form[at - 1] === '"' && form[at + all.length] === '"'
    return `«${randomSecret(form, isQuoted, random)}»`
  })
}

const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).filter(
  (sign) => !`"'\\«»`.includes(sign),
)

function randomSecret(form: string, isQuoted: boolean, random: Random): string {
  const kind = random.below(10)
  if (kind === 0) return String(random.below(10))
  if (kind === 1)
    return random.pick(
      form
        .replace(mark, '')
        .match(/[a-z][\w-]+/gi)
        ?.filter(isNotLearnt) ?? ['password'],
    )
  const letters = isQuoted && kind < 5 ? [...printable, ' ', ' ', ' '] : printable
  const value = Array.from({ length: 1 + random.below(64) }, () => random.pick(letters)).join('')
  return isQuoted ? value.replace(/^!/, 'x') : `${value}x`.replace(/^[^\w]+/, '') // a bare value with signs at its ends is written in quotes
}

/** A word that is learnt would be hidden in the rest of the form as well. */
function isNotLearnt(word: string): boolean {
  return weaknessOf(word, new Set()) !== null
}
