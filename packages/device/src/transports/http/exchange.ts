import { request as httpRequest, type Agent, type ClientRequest, type IncomingMessage } from 'node:http'
import type { RequestOptions } from 'node:http'
import type { Budgets } from '../../budgets.ts'
import { DeviceError, type VisitPhase } from '../../errors.ts'
import type { Lifeline } from '../lifeline.ts'
import { createBody, type HttpBody } from './body.ts'
import { explainHttp } from './http-errors.ts'
import type { HttpRequest } from './request.ts'

/** A connection, or the next one, to one API. */
export interface HttpLine {
  readonly agent: Agent
  /** Host and port as people read them. */
  readonly where: string
  /** Host and port as the `Host` header wants them. */
  readonly authority: string
  readonly budgets: Budgets
  readonly lifeline: Lifeline
}

export interface HttpAnswer {
  readonly status: number
  readonly statusText: string
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
  readonly body: HttpBody
}

/** What holds for one exchange. */
export interface ExchangeLimits {
  readonly phase: VisitPhase
  /** When the answer must be there, ms since 1970. */
  readonly deadline: number
  readonly headers: Readonly<Record<string, string>>
}

/** Sends a request and reads the head of its answer, at whatever status; redirects are answers like others.
 *  Throws `timeout`, `closed`, `unsupported` (no HTTP, headers over the budget), `auth` (a credential that no header can carry),
 *  and what opening a connection throws. */
export async function exchange(line: HttpLine, request: HttpRequest, limits: ExchangeLimits): Promise<HttpAnswer> {
  const sent = send(line, request, limits)
  try {
    return await readHead(line, sent, limits)
  } catch (error) {
    if (!isStale(sent.request, error) || request.method !== 'GET' || line.lifeline.reason) throw error
    return readHead(line, send(line, request, limits), limits)
  }
}

/** The device closed a connection that was kept, while the request was on its way: RFC 9110 section 9.2.2 lets a GET go again. */
const isStale = (request: ClientRequest, error: unknown): boolean =>
  request.reusedSocket && error instanceof DeviceError && error.kind === 'closed'

interface Sent {
  readonly request: ClientRequest
  readonly response: Promise<IncomingMessage>
  /** Rejects when the connection fails at any time. */
  readonly failure: Promise<never>
}

function send(line: HttpLine, { method, path, body }: HttpRequest, limits: ExchangeLimits): Sent {
  const response = Promise.withResolvers<IncomingMessage>()
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => undefined) // whoever waits hears of it
  const payload = body && Buffer.from(body.text)
  const request = begin(line, limits, {
    agent: line.agent,
    method,
    path,
    maxHeaderSize: line.budgets.bannerBytes,
    headers: {
      host: line.authority,
      'accept-encoding': 'identity',
      ...limits.headers,
      ...(body && payload && { 'content-type': body.type, 'content-length': payload.length }),
    },
  })
  request.on('response', response.resolve)
  request.on('error', (error) => failure.reject(line.lifeline.reason ?? explainHttp(line.where, error, limits.phase)))
  request.end(payload)
  return { request, response: response.promise, failure: failure.promise }
}

/** Node throws at once where a header can't be sent. */
function begin(line: HttpLine, { phase }: ExchangeLimits, options: RequestOptions): ClientRequest {
  try {
    return httpRequest(options)
  } catch (error) {
    throw error instanceof Error ? explainHttp(line.where, error, phase) : error
  }
}

/** Silence before the head ends the visit; connecting has budgets of its own. */
async function readHead(
  line: HttpLine,
  { request, response, failure }: Sent,
  limits: ExchangeLimits,
): Promise<HttpAnswer> {
  const { lifeline, budgets, where } = line
  const { phase, deadline } = limits
  const patienceMs = Math.max(1, Math.min(budgets.idleMs, deadline - Date.now()))
  const late = (): DeviceError =>
    new DeviceError('timeout', `${where} did not answer within ${patienceMs / 1000} s`, { phase })
  const timer = setTimeout(() => lifeline.fail(late()), patienceMs)
  request.once('socket', () => timer.refresh())
  try {
    return answerOf(line, await Promise.race([response, failure, lifeline.ended]), failure, phase)
  } catch (error) {
    request.destroy()
    throw lifeline.reason ?? error
  } finally {
    clearTimeout(timer)
  }
}

function answerOf(line: HttpLine, response: IncomingMessage, failure: Promise<never>, phase: VisitPhase): HttpAnswer {
  const { headers } = response
  const isMarked = headers['content-length'] !== undefined || /\bchunked\b/i.test(headers['transfer-encoding'] ?? '')
  return {
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    type: headers['content-type'] ?? '',
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ),
    cookies: headers['set-cookie'] ?? [],
    body: createBody(response, {
      isMarked,
      failure,
      lifeline: line.lifeline,
      explain: (error) => explainHttp(line.where, error, phase),
    }),
  }
}
