import {
  request as httpRequest,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import type { Budgets } from '../../budgets.ts'
import { DeviceError, type VisitPhase } from '../../errors.ts'
import { createProgressWatch } from '../../session/progress.ts'
import type { Lifeline } from '../lifeline.ts'
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
  readonly body: Buffer
  /** The end was marked, by a length or a last chunk; else only the end of the connection was. */
  readonly isMarked: boolean
}

/** What holds for one exchange. */
export interface ExchangeLimits {
  readonly phase: VisitPhase
  /** From the request to the last byte, ms. */
  readonly withinMs: number
  readonly headers: Readonly<Record<string, string>>
}

/** Sends a request and reads its whole answer, at whatever status; redirects are answers like others.
 *  Throws `timeout`, `closed`, `incomplete` (over the byte budget), `unsupported` (no HTTP, headers over the budget), and what
 *  opening a connection throws. What had come so far goes with the error. */
export async function exchange(line: HttpLine, request: HttpRequest, limits: ExchangeLimits): Promise<HttpAnswer> {
  const sent = send(line, request, limits)
  try {
    return await readAnswer(line, sent, limits)
  } catch (error) {
    if (!isStale(sent.request, error) || request.method !== 'GET' || line.lifeline.reason) throw error
    return readAnswer(line, send(line, request, limits), limits)
  }
}

/** The device closed a connection that was kept, while the request was on its way: RFC 9110 section 9.2.2 lets a GET go again. */
const isStale = (request: ClientRequest, error: unknown): boolean =>
  request.reusedSocket && error instanceof DeviceError && error.kind === 'closed' && !error.details.partial

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

async function readAnswer(line: HttpLine, sent: Sent, limits: ExchangeLimits): Promise<HttpAnswer> {
  const body: Buffer[] = []
  const watch = watchBudgets(line, sent.request, limits, body)
  try {
    const response = await Promise.race([sent.response, sent.failure, line.lifeline.ended])
    const { promise: ended, resolve, reject } = Promise.withResolvers<void>()
    response.on('data', (chunk: Buffer) => watch.arrived(chunk))
    response.on('end', resolve)
    response.on('error', (error) => reject(explainHttp(line.where, error, limits.phase)))
    await Promise.race([ended, sent.failure, line.lifeline.ended])
    return answerOf(response, Buffer.concat(body))
  } catch (error) {
    sent.request.destroy()
    const reason = line.lifeline.reason ?? error
    throw reason instanceof DeviceError && body.length > 0 ? reason.with({ partial: Buffer.concat(body) }) : reason
  } finally {
    watch.stop()
  }
}

/** Ends the visit when the device is silent, drips, sends too much, or takes too long. */
function watchBudgets(
  { budgets, lifeline, where }: HttpLine,
  request: ClientRequest,
  limits: ExchangeLimits,
  body: Buffer[],
) {
  const { phase, withinMs } = limits
  const progress = createProgressWatch(budgets)
  const end = (message: string) => lifeline.fail(new DeviceError('timeout', `${where} ${message}`, { phase }))
  const silence = setTimeout(() => end(`sent nothing for ${budgets.idleMs / 1000} s`), budgets.idleMs)
  const deadline = setTimeout(() => end(`did not answer within ${withinMs / 1000} s`), withinMs)
  request.once('socket', () => silence.refresh()) // connecting has budgets of its own
  request.once('response', () => silence.refresh())
  let bytes = 0
  return {
    arrived: (chunk: Buffer): void => {
      silence.refresh()
      bytes += chunk.length
      if (bytes > budgets.outputBytes)
        return lifeline.fail(
          new DeviceError('incomplete', `the answer is over ${budgets.outputBytes} bytes`, { phase }),
        )
      body.push(chunk)
      const slow = progress.arrived(chunk.length)
      if (slow) lifeline.fail(slow)
    },
    stop: (): void => {
      clearTimeout(silence)
      clearTimeout(deadline)
    },
  }
}

function answerOf(response: IncomingMessage, body: Buffer): HttpAnswer {
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
    body,
    isMarked,
  }
}
