import { isClosed, isSelfProving, type Structure } from './structure.ts'

/** How a platform's text shows that it is whole. Every field is optional; without any, only two equal reads prove. */
export interface CompletenessRule {
  /** Matches the line that closes the text. It counts only as the last line that is not blank, and not indented. */
  readonly endMark?: RegExp
  /** As `endMark`, on systems of which not every version or account shows it: where it is missing, two equal reads decide,
   *  and the text is flagged. */
  readonly usualEnd?: RegExp
  /** Text between delimiters, such as a banner: an end mark in it ends nothing. Group 1 of `from` is what closes it, or `to` is. */
  readonly quotes?: { readonly from: RegExp; readonly to?: string }
  /** Matches the line in which the device declares the size; group 1 = bytes of everything after that line, line ends as LF. */
  readonly declaredSize?: RegExp
  /** The shape that must be closed at the end of the text. */
  readonly structure?: Structure
  /** Must match one of the first ten lines. */
  readonly starts?: RegExp
  readonly minLines?: number
  /** A last line with this ending goes on in a next one, so the text is cut. */
  readonly continuation?: string
  /** Exit status 0 of an exec channel proves the text by itself (file systems). */
  readonly exitStatusProves?: boolean
}

/** What the visit knows beside the text. */
export interface CompletenessEvidence {
  /** Exit status of the exec channel; null or absent where there was none. */
  readonly exitStatus?: number | null
  /** Size that the device declared elsewhere (`wc -c`), of exactly this text. */
  readonly declaredBytes?: number
  /** A second read, or the last good snapshot, is equal but for volatile lines. */
  readonly equalRead?: boolean
}

export type Proof = 'end-mark' | 'size' | 'closed' | 'double-read'

export interface Completeness {
  readonly proven: boolean
  readonly by: Proof | null
  /** One sentence for people: what proves the text, or what is missing. */
  readonly reason: string
  /** Signs that speak against each other; the text is then proved by two equal reads only. */
  readonly contradictions: readonly string[]
}

/** A declared size may count a preamble line or its line end in its own way; only more than this speaks against a text. */
const SIZE_SLACK_BYTES = 16
/** A size is declared at the beginning; the same words further down are configuration, such as a banner. */
const SIZE_WITHIN = 4096

/**
 * Is this text the whole of what the device holds? Pass it as it came, one character per byte.
 * Never good: empty text, a refused command, a cut last line, and a text without its end mark, even if two reads are equal.
 *
 * @example complete('hostname r1\nend\n', { endMark: /^end$/ }) // { proven: true, by: 'end-mark', … }
 */
export function complete(text: string, rule: CompletenessRule, evidence: CompletenessEvidence = {}): Completeness {
  const refusal = refusalOf(text, rule, evidence)
  if (refusal !== null) return { proven: false, by: null, reason: refusal, contradictions: [] }
  const signs = readSigns(text, rule, evidence)
  if (rule.usualEnd && !signs.endMark && signs.size !== 'equal') return decideWithoutUsualEnd(signs, evidence)
  const contradictions = contradictionsOf(signs)
  if (contradictions.length > 0) return decideByReads(contradictions, signs, evidence)
  if (signs.endMark) return proven('end-mark', 'the end mark closes the text')
  if (signs.size === 'equal') return proven('size', 'the text has the size that the device declared')
  if (rule.endMark) return missing('the end mark is missing')
  return decideWithoutMark(rule, signs, evidence)
}

interface Signs {
  /** undefined where the rule knows no such sign. */
  readonly endMark: boolean | undefined
  readonly size: 'equal' | 'near' | 'different' | undefined
  readonly closed: boolean | undefined
}

function readSigns(text: string, rule: CompletenessRule, evidence: CompletenessEvidence): Signs {
  return {
    endMark: (rule.endMark ?? rule.usualEnd)?.test(lastLine(text)),
    size: sizeOf(text, rule, evidence),
    closed: rule.structure && isClosed(text, rule.structure),
  }
}

function refusalOf(text: string, rule: CompletenessRule, evidence: CompletenessEvidence): string | null {
  if (text.trim() === '') return 'the text is empty'
  if (typeof evidence.exitStatus === 'number' && evidence.exitStatus !== 0) {
    return `the command ended with exit status ${evidence.exitStatus}`
  }
  if (rule.continuation !== undefined && lastLine(text).endsWith(rule.continuation)) return 'the last line is cut'
  if (rule.quotes && isQuoteOpen(text, rule.quotes)) return 'a banner is open at the end'
  if (rule.starts && !firstLines(text).some((line) => rule.starts?.test(line))) {
    return 'the text does not begin as it should'
  }
  const lines = linesUpTo(text, rule.minLines ?? 0)
  if (rule.minLines !== undefined && lines < rule.minLines) {
    return `the text has ${lines} lines; at least ${rule.minLines} are expected`
  }
  return null
}

/** Lines of a text without the blank ones at its end, counted no further than `limit`. */
function linesUpTo(text: string, limit: number): number {
  const { length } = text.trimEnd()
  let lines = 1
  for (let at = text.indexOf('\n'); lines < limit && at >= 0 && at < length; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

function isQuoteOpen(text: string, { from, to }: NonNullable<CompletenessRule['quotes']>): boolean {
  const opening = new RegExp(from.source, 'gm')
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const close = to ?? found[1] ?? ''
    const at = text.indexOf(close, opening.lastIndex)
    if (at < 0) return true
    opening.lastIndex = at + close.length
  }
  return false
}

function contradictionsOf({ endMark, size, closed }: Signs): string[] {
  const found: string[] = []
  if (endMark && size === 'different') found.push('the end mark is there but the declared size differs')
  if (endMark === false && size === 'equal') found.push('the declared size is right but the end mark is missing')
  if (closed === false && (endMark || size === 'equal'))
    found.push('the text ends as it should but its structure is open')
  return found
}

function decideByReads(contradictions: string[], signs: Signs, evidence: CompletenessEvidence): Completeness {
  const markIsCut = signs.endMark === false && signs.size !== 'equal'
  if (evidence.equalRead && !markIsCut) return proven('double-read', 'two reads are equal', contradictions)
  return missing(`${contradictions.join('; ')}; two equal reads decide`, contradictions)
}

function decideWithoutUsualEnd({ closed }: Signs, evidence: CompletenessEvidence): Completeness {
  const found = ['the usual end mark is missing', ...(closed === false ? ['the structure is open'] : [])]
  return decideByReads(found, { endMark: undefined, size: undefined, closed }, evidence)
}

function decideWithoutMark(rule: CompletenessRule, signs: Signs, evidence: CompletenessEvidence): Completeness {
  if (rule.structure) return decideByStructure(rule.structure, signs, evidence)
  if (signs.size === 'different') {
    const contradiction = 'the declared size differs'
    return decideByReads([contradiction], signs, evidence)
  }
  if (rule.exitStatusProves && evidence.exitStatus === 0) return proven('size', 'the command ended with exit status 0')
  if (evidence.equalRead) return proven('double-read', 'two reads are equal')
  return missing('nothing but a second, equal read can prove this text')
}

function decideByStructure(structure: Structure, signs: Signs, evidence: CompletenessEvidence): Completeness {
  if (!signs.closed) {
    if (evidence.equalRead && !isSelfProving(structure)) {
      return proven('double-read', 'two reads are equal', ['two reads are equal but the structure is open'])
    }
    return missing('the structure is open')
  }
  if (signs.size === 'different')
    return decideByReads(['the structure is closed but the size differs'], signs, evidence)
  if (isSelfProving(structure)) return proven('closed', 'the root of the document is closed')
  if (evidence.exitStatus === 0) return proven('closed', 'the structure is closed and the exit status is 0')
  if (evidence.equalRead) return proven('closed', 'the structure is closed and two reads are equal')
  return missing('the structure is closed, but a second proof is needed: exit status 0, a size, or an equal read')
}

function proven(by: Proof, reason: string, contradictions: readonly string[] = []): Completeness {
  return { proven: true, by, reason, contradictions }
}

function missing(reason: string, contradictions: readonly string[] = []): Completeness {
  return { proven: false, by: null, reason, contradictions }
}

function sizeOf(text: string, rule: CompletenessRule, evidence: CompletenessEvidence): Signs['size'] {
  if (evidence.declaredBytes !== undefined) return text.length === evidence.declaredBytes ? 'equal' : 'different'
  if (!rule.declaredSize) return undefined
  const lines = text.slice(0, SIZE_WITHIN).split('\n')
  const at = lines.findIndex((line) => rule.declaredSize?.test(line.trimEnd()))
  if (at < 0) return undefined
  const declared = Number(rule.declaredSize.exec(lines[at]?.trimEnd() ?? '')?.[1])
  const from = lines.slice(0, at + 1).reduce((length, line) => length + line.length + 1, 0)
  const bytes = text.slice(from).replaceAll('\r\n', '\n').trimEnd().length + 1
  if (bytes === declared) return 'equal'
  return Math.abs(bytes - declared) <= SIZE_SLACK_BYTES ? 'near' : 'different'
}

function lastLine(text: string): string {
  const trimmed = text.trimEnd()
  return trimmed.slice(trimmed.lastIndexOf('\n') + 1)
}

function firstLines(text: string): string[] {
  return text.slice(0, 4096).split(/\r?\n/, 10)
}
