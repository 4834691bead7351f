import { setTimeout as delay } from 'node:timers/promises'
import { DeviceError, type VisitPhase } from '../../errors.ts'
import type { Access } from './access.ts'
import { exchange, type HttpAnswer, type HttpLine } from './exchange.ts'
import type { ApiJob, HttpApi } from './http-api.ts'
import { judgeAnswer, retryAfterMs } from './judge-answer.ts'
import { readRequest, type HttpRequest } from './request.ts'

/** An answer that is worth reading, or the words of a refusal. */
export type Reply =
  | { readonly answer: HttpAnswer; readonly refusal?: undefined }
  | { readonly answer: HttpAnswer; readonly refusal: string }

export interface Conversation {
  readonly line: HttpLine
  readonly api: HttpApi
  readonly access: Access
}

/** How long a busy device is left alone where it names no time. */
const BUSY_MS = 1_000
const FIRST_POLL_MS = 500
const LONGEST_POLL_MS = 10_000
const JOB_HEAD = 64 * 1024

/** Asks until there is an answer: logs in where that is due, once anew where what was given ran out, waits once where the device is
 *  busy, and for a job as long as it runs. Throws `auth`, `timeout`, `unsupported`, and what an exchange throws. */
export async function converse(talk: Conversation, request: HttpRequest, deadline: number): Promise<Reply> {
  const reply = await admitted(talk, request, deadline)
  if (reply.refusal !== undefined) return reply
  const line = `${request.method} ${request.path} ${request.body?.text ?? ''}`
  for (const job of talk.api.jobs ?? []) {
    const id = job.of.test(line) ? job.announced.exec(headOf(reply.answer))?.[1] : undefined
    if (id !== undefined) return await resultOf(talk, job, id, deadline)
  }
  return reply
}

async function admitted(talk: Conversation, request: HttpRequest, deadline: number): Promise<Reply> {
  let mayRenew = true
  let mayWait = true
  for (;;) {
    const answer = await sendWithAccess(talk, request, deadline)
    const { means, words } = judgeAnswer(answer, talk.api)
    if (means === 'good') return { answer }
    if (means === 'rejected') return { answer, refusal: words }
    if (means === 'expired' && mayRenew && talk.access.renew()) mayRenew = false
    else if (means === 'busy' && mayWait) {
      mayWait = false
      await waitAsAsked(talk, answer, words, deadline)
    } else throw turnedAway(talk, answer, means, words)
  }
}

async function sendWithAccess(
  { line, api, access }: Conversation,
  request: HttpRequest,
  deadline: number,
): Promise<HttpAnswer> {
  const headers = { accept: api.accept, ...(await access.headers()) }
  return exchange(line, request, { phase: 'command', withinMs: Math.max(1, deadline - Date.now()), headers })
}

/** What ends the asking. */
function turnedAway(
  { line: { where } }: Conversation,
  answer: HttpAnswer,
  means: ReturnType<typeof judgeAnswer>['means'],
  words: string,
): DeviceError {
  if (means === 'auth' || means === 'expired')
    return new DeviceError('auth', `${where} refused the credential: ${words}`, {
      phase: 'auth',
      hint: 'check user name and password or token, and whether the account may use the API from here',
    })
  if (means === 'busy') return new DeviceError('timeout', `${where} is too busy to answer: ${words}`, inCommand)
  if (means === 'redirect') {
    const to = answer.headers['location'] ?? 'nowhere'
    return new DeviceError('unsupported', `${where} sends on to ${withoutQuery(to)}, which is not followed`, {
      ...inCommand,
      hint: 'check address, port and platform: a credential goes nowhere else',
    })
  }
  return new DeviceError('unsupported', `${where} answers with ${words}; this API does not`, {
    ...inCommand,
    hint: 'check the port and the platform',
  })
}

const inCommand: { readonly phase: VisitPhase } = { phase: 'command' }

const withoutQuery = (location: string): string => location.replace(/[?#].*/, '').slice(0, 200)

async function waitAsAsked(talk: Conversation, answer: HttpAnswer, words: string, deadline: number): Promise<void> {
  const { where, budgets, lifeline } = talk.line
  const ms = retryAfterMs(answer, Date.now()) ?? BUSY_MS
  if (ms > Math.min(budgets.idleMs, deadline - Date.now()))
    throw new DeviceError(
      'timeout',
      `${where} wants to be left alone for ${Math.ceil(ms / 1000)} s: ${words}`,
      inCommand,
    )
  await wait(ms, lifeline.ended)
}

async function resultOf(talk: Conversation, job: ApiJob, id: string, deadline: number): Promise<Reply> {
  const { where, lifeline } = talk.line
  for (let pauseMs = FIRST_POLL_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_POLL_MS)) {
    if (Date.now() + pauseMs > deadline)
      throw new DeviceError('timeout', `the job ${id} of ${where} is still running`, inCommand)
    await wait(pauseMs, lifeline.ended)
    const reply = await admitted(talk, readRequest(job.poll, { id }), deadline)
    if (reply.refusal !== undefined) return reply
    const head = headOf(reply.answer)
    if (job.running.test(head)) continue
    if (job.failed?.test(head)) return { answer: reply.answer, refusal: `the job ${id} failed` }
    return job.fetch === undefined ? reply : await admitted(talk, readRequest(job.fetch, { id }), deadline)
  }
}

const headOf = (answer: HttpAnswer): string => answer.body.toString('utf8', 0, JOB_HEAD)

/** Waits, or throws why the visit ended meanwhile. */
async function wait(ms: number, ended: Promise<never>): Promise<void> {
  const given = new AbortController()
  try {
    await Promise.race([delay(ms, undefined, { signal: given.signal }).catch(() => undefined), ended])
  } finally {
    given.abort()
  }
}
