import { setTimeout as delay } from 'node:timers/promises'
import { DeviceError, type VisitPhase } from '../../errors.ts'
import type { Access } from './access.ts'
import { exchange, type HttpAnswer, type HttpLine } from './exchange.ts'
import type { ApiJob, HttpApi } from './http-api.ts'
import { judgeAnswer, LOOKED_AT, needsHead, retryAfterMs } from './judge-answer.ts'
import type { WholeLimits } from './read-whole.ts'
import { readRequest, type HttpRequest } from './request.ts'
import { turnedAway } from './turned-away.ts'

/** An answer that is worth reading, with its first bytes, or the words of a refusal. */
export interface Reply {
  readonly answer: HttpAnswer
  readonly head: string
  readonly refusal?: string
}

export interface Conversation {
  readonly line: HttpLine
  readonly api: HttpApi
  readonly access: Access
}

/** How long a busy device is left alone where it names no time. */
const BUSY_MS = 1_000
const FIRST_POLL_MS = 500
const LONGEST_POLL_MS = 10_000

/** Asks until there is an answer: logs in where that is due, once anew where what was given ran out, waits once where the device is
 *  busy, and for a job as long as it runs. Throws `auth`, `timeout`, `unsupported`, and what an exchange throws. */
export async function converse(talk: Conversation, request: HttpRequest, deadline: number): Promise<Reply> {
  const reply = await admitted(talk, request, deadline)
  if (reply.refusal !== undefined) return reply
  const line = `${request.method} ${request.path} ${request.body?.text ?? ''}`
  for (const job of talk.api.jobs ?? []) {
    const id = job.of.test(line) ? job.announced.exec(reply.head)?.[1] : undefined
    if (id !== undefined) return await resultOf(talk, job, id, deadline)
  }
  return reply
}

async function admitted(talk: Conversation, request: HttpRequest, deadline: number): Promise<Reply> {
  let mayRenew = true
  let mayWait = true
  for (;;) {
    const answer = await sendWithAccess(talk, request, deadline)
    const head = await headOf(answer, talk, deadline)
    const verdict = judgeAnswer(answer, head, talk.api)
    const { means, words } = verdict
    if (means === 'good') return { answer, head }
    answer.body.drop()
    if (means === 'rejected') return { answer, head, refusal: words }
    if (means === 'expired' && mayRenew && talk.access.renew()) mayRenew = false
    else if (means === 'busy' && mayWait) {
      mayWait = false
      await waitAsAsked(talk, answer, words, deadline)
    } else throw turnedAway(talk.line.where, answer, verdict, 'command')
  }
}

async function sendWithAccess(
  { line, api, access }: Conversation,
  request: HttpRequest,
  deadline: number,
): Promise<HttpAnswer> {
  const headers = { accept: api.accept, ...(await access.headers()) }
  return exchange(line, request, { phase: 'command', deadline, headers })
}

async function headOf(answer: HttpAnswer, { line, api }: Conversation, deadline: number): Promise<string> {
  if (!needsHead(answer, api)) return ''
  return (await answer.body.peek(LOOKED_AT, limitsOf(line, deadline))).toString('utf8')
}

/** What holds for a body that is read here. */
export const limitsOf = ({ budgets, lifeline }: HttpLine, deadline: number): WholeLimits => ({
  budgets,
  deadline,
  phase: 'command',
  fail: lifeline.fail,
})

const inCommand: { readonly phase: VisitPhase } = { phase: 'command' }

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
    const isFailed = job.failed?.test(reply.head) ?? false
    const isLast = !job.running.test(reply.head) && !isFailed && job.fetch === undefined
    if (isLast) return reply
    await reply.answer.body.collect(limitsOf(talk.line, deadline)) // so that the connection is free
    if (isFailed) return { ...reply, refusal: `the job ${id} failed` }
    if (!job.running.test(reply.head)) return await admitted(talk, readRequest(job.fetch ?? job.poll, { id }), deadline)
  }
}

/** Waits, or throws why the visit ended meanwhile. */
async function wait(ms: number, ended: Promise<never>): Promise<void> {
  const given = new AbortController()
  try {
    await Promise.race([delay(ms, undefined, { signal: given.signal }).catch(() => undefined), ended])
  } finally {
    given.abort()
  }
}
