import type { HttpAnswer } from './exchange.ts'
import type { AnswerMeaning, HttpApi } from './http-api.ts'

/** What an answer means, and the words it says it in. */
export interface Verdict {
  readonly means: AnswerMeaning | 'redirect' | 'strange'
  readonly words: string
}

/** Envelopes and messages stand at the beginning. */
const LOOKED_AT = 4096
const LONGEST_WORDS = 300

/** Source: RFC 9110 section 15, RFC 6585 section 4. */
const BUSY: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504])

/** The platform's own rules come first, then the status, then the content type. */
export function judgeAnswer(answer: HttpAnswer, api: HttpApi): Verdict {
  const head = answer.body.toString('utf8', 0, LOOKED_AT)
  const rule = api.answers.find(
    ({ status, match }) => (status === undefined || status === answer.status) && (match?.test(head) ?? true),
  )
  const said = api.message.exec(head)?.slice(1).find(Boolean)?.replace(/\s+/g, ' ').trim()
  const words = `HTTP ${answer.status} ${said ?? answer.statusText}`.trim().slice(0, LONGEST_WORDS)
  if (rule) return { means: rule.means, words }
  const means = meaningOf(answer.status)
  if (means !== 'good' || answer.body.length === 0) return { means, words }
  if ((answer.headers['content-encoding'] ?? '') ? answer.headers['content-encoding'] !== 'identity' : false)
    return { means: 'strange', words: `a body that is encoded as ${answer.headers['content-encoding']}` }
  if (!api.types.test(answer.type)) return { means: 'strange', words: `content of the type "${answer.type}"` }
  return { means: 'good', words }
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
