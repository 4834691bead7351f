import { guessBlockStyle, type BlockStyle } from './blocks.ts'
import { findByRules } from './by-rules.ts'
import { createLearnedSearch, ownNamesIn, weaknessOf, type LearnedSecret, type WeakReason } from './learned.ts'
import { findPem } from './pem.ts'
import { ruleSetOf } from './rule-sets.ts'
import type { RuleSet } from './rule-set.ts'
import type { Candidate, FoundSecret, SecretType } from './secret.ts'
import { findByShape } from './shapes.ts'
import { createTokens, tokensIn } from './token.ts'

export interface RedactOptions {
  /** A platform id; one without rules of its own is read by shape and by the unambiguous rules of all. */
  readonly platform: string
  /** UUID; equal secrets of two devices get different tokens. */
  readonly deviceId: string
  /** Key of the installation, for the fingerprints. */
  readonly key: Uint8Array
  /** Secrets known before: those used to log in, and those seen in other texts of this device. */
  readonly learned?: readonly string[]
}

export interface Redaction {
  readonly text: string
  /** In the order of the text; `restore(text, secrets)` gives the raw text back. */
  readonly secrets: readonly FoundSecret[]
  /** Such as `NOT_RESTORABLE: …`, with the reason. */
  readonly flags: readonly string[]
  /** Secrets too common to be searched elsewhere: hidden in their own place only. */
  readonly weak: readonly WeakSecret[]
  /** Values worth searching in later texts of this device: those found, in clear where the encoding is reversible. */
  readonly values: readonly string[]
}

export interface WeakSecret {
  readonly token: string
  readonly type: SecretType
  readonly reason: WeakReason
}

/**
 * Replaces each secret by a token `<secret:TYPE:FP>` and touches nothing else. Pure, deterministic, linear in the text, and
 * `redact(redact(x))` is `redact(x)`. Strings may hold one character per byte (latin1) or any text.
 *
 * @example
 * redact('enable password tr1cky\n', { platform: 'cisco_ios', deviceId, key }).text // 'enable password <secret:password:5f2b1c9a>\n'
 */
export function redact(text: string, options: RedactOptions): Redaction {
  const rules = ruleSetOf(options.platform)
  const ownNames = ownNamesIn(text)
  const { found, masks } = findAll(text, rules, options.learned ?? [], ownNames)
  const known = learnable(found, text, ownNames)
  const first = withTokens(text, found, createTokens(options.key, options.deviceId))
  const rest = found.length === 0 ? first : settled(first, rules, options, ownNames)
  return {
    ...rest,
    flags: flagsOf(text, rules, masks),
    weak: weakOf(found, first.secrets, ownNames),
    values: [...new Set(known.map((secret) => secret.value))],
  }
}

type Redacted = Pick<Redaction, 'text' | 'secrets'>

/** Passes after which a text counts as settled; each one but the last has hidden something more. */
const MAX_PASSES = 8

/** A token in the place of a quote or a brace may show the words behind it in another light: look again until nothing is new. */
function settled(first: Redacted, rules: RuleSet, options: RedactOptions, ownNames: ReadonlySet<string>): Redacted {
  const toToken = createTokens(options.key, options.deviceId)
  let redacted = first
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const { found } = findAll(redacted.text, rules, options.learned ?? [], ownNames)
    if (found.length === 0) return redacted
    const more = withTokens(redacted.text, found, toToken)
    redacted = { text: more.text, secrets: inRawPlaces(redacted.secrets, more.secrets) }
  }
  return redacted
}

/** Secrets of a second pass, placed in the raw text and put among those of the first. */
function inRawPlaces(first: readonly FoundSecret[], second: readonly FoundSecret[]): FoundSecret[] {
  let at = 0
  let shift = 0
  const moved = second.map((secret) => {
    for (let next = first[at]; next && next.start + shift < secret.start; next = first[at]) {
      shift += next.token.length - next.value.length
      at += 1
    }
    return { ...secret, start: secret.start - shift, end: secret.end - shift }
  })
  return [...first, ...moved].toSorted(byPlace)
}

function withTokens(text: string, found: readonly Candidate[], toToken: ReturnType<typeof createTokens>): Redacted {
  const isMarkup = createMarkupTest(text)
  const secrets = found.map((candidate) => {
    const { start, end, type } = candidate
    const token = toToken(candidate, isMarkup(candidate) ? 'markup' : 'plain')
    return { start, end, value: text.slice(start, end), type, token }
  })
  return { text: replaced(text, secrets), secrets }
}

function findAll(
  text: string,
  rules: RuleSet,
  learned: readonly string[],
  ownNames: ReadonlySet<string>,
): { found: readonly Candidate[]; masks: number } {
  const taken = [...tokensIn(text)]
  const pem = findPem(text)
  let found = merge(taken, [], pem.candidates)
  let masks = 0
  for (const style of stylesOf(text, rules)) {
    const byRules = findByRules(text, rules, style, pem.blocks)
    found = merge(taken, found, byRules.candidates)
    masks += byRules.masks
  }
  const handed = learned.filter((value) => weaknessOf(value, ownNames) === null)
  const known = [...learnable(found, text, ownNames), ...handed.map((value) => ({ value, type: 'other' as const }))]
  found = merge(taken, found, createLearnedSearch(known)(text))
  const byShape = findByShape(text)
  found = merge(taken, found, byShape)
  found = merge(taken, found, createLearnedSearch(learnable(byShape, text, ownNames))(text))
  return { found, masks }
}

/** A guess may be wrong, and a secret taken out may change it: an unknown text is read by its indentation as well. */
function stylesOf(text: string, rules: RuleSet): readonly BlockStyle[] {
  return rules.data.blocks === 'guess' ? [...new Set([guessBlockStyle(text), 'indent' as const])] : [rules.data.blocks]
}

/** What may be searched elsewhere: a value in clear, and as it was written. The lines of a private key are no values. */
function learnable(found: readonly Candidate[], text: string, ownNames: ReadonlySet<string>): LearnedSecret[] {
  return found
    .filter(({ type, meaning }) => type !== 'private-key' || !meaning.includes('\n'))
    .flatMap(({ start, end, type, meaning }) => {
      const written = text.slice(start, end)
      const isPartOfFolded = written !== meaning && meaning.includes(written)
      return [...new Set(isPartOfFolded ? [meaning] : [meaning, written])].map((value) => ({ value, type }))
    })
    .filter(({ value }) => weaknessOf(value, ownNames) === null)
}

/** In XML a token must not open a tag: in a whole document, and as the content of an element in a fragment. */
function createMarkupTest(text: string): (place: Stretch) => boolean {
  const isDocument = /^\s*<[?!A-Za-z]/.test(text) && /<\/[A-Za-z]/.test(text.slice(0, 65_536))
  return ({ start, end }) => isDocument || (text[start - 1] === '>' && text.startsWith('</', end))
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** Adds those of `more` that overlap nothing found before; earlier and longer ones win. Sorted by place. */
function merge(
  taken: readonly Stretch[],
  found: readonly Candidate[],
  more: readonly Candidate[],
): readonly Candidate[] {
  if (more.length === 0) return found
  const before = [...taken, ...found].toSorted(byPlace)
  const added: Candidate[] = []
  let at = 0
  let end = 0
  for (const candidate of more.toSorted(byPlace)) {
    while ((before[at]?.end ?? Infinity) <= candidate.start) at += 1
    if (candidate.start < end || (before[at]?.start ?? Infinity) < candidate.end) continue
    added.push(candidate)
    end = candidate.end
  }
  return [...found, ...added].toSorted(byPlace)
}

function byPlace(a: Stretch, b: Stretch): number {
  return a.start - b.start || b.end - a.end
}

function replaced(text: string, secrets: readonly FoundSecret[]): string {
  const pieces: string[] = []
  let from = 0
  for (const secret of secrets) {
    pieces.push(text.slice(from, secret.start), secret.token)
    from = secret.end
  }
  pieces.push(text.slice(from))
  return pieces.join('')
}

function flagsOf(text: string, rules: RuleSet, masks: number): string[] {
  const flags: string[] = []
  if (masks > 0) flags.push('NOT_RESTORABLE: the device masked secrets in this text')
  const { notRestorable } = rules.data
  if (notRestorable?.when.test(text)) flags.push(`NOT_RESTORABLE: ${notRestorable.reason}`)
  return flags
}

function weakOf(
  found: readonly Candidate[],
  secrets: readonly FoundSecret[],
  ownNames: ReadonlySet<string>,
): readonly WeakSecret[] {
  const weak = new Map<string, WeakSecret>()
  for (const [at, { meaning, type }] of found.entries()) {
    const reason = weaknessOf(meaning, ownNames)
    const token = secrets[at]?.token
    if (reason !== null && token !== undefined) weak.set(token, { token, type, reason })
  }
  return [...weak.values()]
}
