import type { HttpAnswer } from './exchange.ts'
import type { AnswerMeaning, HttpApi } from './http-api.ts'

/** What an answer means, and the words it says it in. */
export interface Verdict {
  readonly means: AnswerMeaning | 'redirect' | 'strange'
  readonly words: string
}

/** Envelopes and messages stand at the beginning. */
export const LOOKED_AT = 4096
const LONGEST_WORDS = 300

/** Source: RFC 9110 section 15, RFC 6585 section 4. */
const BUSY: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504])

/** Whether the beginning of the body has a say. */
export const needsHead = ({ status }: HttpAnswer, api: HttpApi): boolean =>
  meaningOf(status) !== 'good' ||
  api.jobs !== undefined ||
  api.answers.some((rule) => rule.status === undefined || rule.status === status)

/** The platform's own rules come first, then the status, then the content type. */
export function judgeAnswer(answer: HttpAnswer, head: string, api: HttpApi): Verdict {
  const rule = api.answers.find(
    ({ status, match }) => (status === undefined || status === answer.status) && (match?.test(head) ?? true),
  )
  const means = rule?.means ?? meaningOf(answer.status)
  if (means !== 'good') return { means, words: wordsOf(answer, head, api) }
  const strange = whatIsStrange(answer, api)
  return strange === undefined ? { means, words: '' } : { means: 'strange', words: strange }
}

function wordsOf({ status, statusText }: HttpAnswer, head: string, { message }: HttpApi): string {
  const said = message.exec(head)?.slice(1).find(Boolean)?.replace(/\s+/g, ' ').trim()
  return `HTTP ${status} ${said ?? statusText}`.trim().slice(0, LONGEST_WORDS)
}

/** An answer without any body has no type. */
function whatIsStrange({ status, type, headers }: HttpAnswer, { types }: HttpApi): string | undefined {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') return `a body that is encoded as ${encoding}`
  if (status === 204 || headers['content-length'] === '0' || types.test(type)) return undefined
  return `content of the type "${type}"`
}

function meaningOf(status: number): Verdict['means'] {
  if (status >= 200 && status < 300) return status === 206 ? 'strange' : 'good'
  if (status >= 300 && status < 400) return 'redirect'
  if (status === 401) return 'expired'
  return BUSY.has(status) ? 'busy' : 'rejected'
}

/** How long the device wants to be left alone, ms: seconds or a date; undefined where it does not say. Source: RFC 9110 section 10.2.3. */
export function retryAfterMs(answer: HttpAnswer, now: number): number | undefined {
  const value = answer.headers['retry-after']?.trim()
  if (!value) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
