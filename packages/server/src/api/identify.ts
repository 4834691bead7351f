import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { localCaller } from '../auth/callers.ts'
import type { Session, Sessions } from '../auth/sessions.ts'
import { AppError } from '../errors/app-error.ts'
import type { Door } from './parts.ts'
import { assertAllowed, ruleOf } from './policy.ts'

const ACCESS = 'netraven_access'
const REFRESH = 'netraven_refresh'

/** Finds out who asks, before anything of the body is read, and lets the policy decide. */
export function identifyCallers(app: FastifyInstance, sessions: Sessions, door: Door): void {
  app.decorateRequest('caller', undefined)
  app.decorateRequest('callerNow', undefined)
  const local = door.kind === 'local' ? localCaller(door.osUser) : undefined
  app.addHook('onRequest', async (request) => {
    const operationId = request.routeOptions.schema?.operationId
    const rule = operationId === undefined ? undefined : ruleOf(operationId)
    if (!rule) return // the pages of the documentation, and addresses that do not exist
    if (local) [request.caller, request.callerNow] = [local, async () => local]
    else if (rule.role !== 'anyone') await identify(request, sessions)
    assertAllowed(rule, request.caller)
  })
}

/** A bearer token wins over a cookie, also when it is wrong. */
async function identify(request: FastifyRequest, sessions: Sessions): Promise<void> {
  const { authorization } = request.headers
  const token = authorization === undefined ? request.cookies[nameFor(request, ACCESS)] : bearerOf(authorization)
  if (token === undefined) return
  if (authorization === undefined) assertSameOrigin(request)
  const { caller, now } = await sessions.callerOf(token)
  request.caller = caller
  request.callerNow = now
}

function bearerOf(authorization: string): string {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(authorization)?.[1]
  if (token === undefined)
    throw new AppError('unauthenticated', 'The Authorization header must be "Bearer" and an access token')
  return token
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Browsers send cookies along with requests that other sites make, so a write by cookie must come from our own pages. */
export function assertSameOrigin(request: FastifyRequest): void {
  if (reading.has(request.method)) return
  const { origin } = request.headers
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host) return
  throw new AppError(
    'forbidden',
    'A change by cookie must come from NetRaven’s own pages; programs use "Authorization: Bearer"',
  )
}

export const refreshCookieOf = (request: FastifyRequest): string | undefined =>
  request.cookies[nameFor(request, REFRESH)]

/** Puts a login into cookies that scripts cannot read. Over plain HTTP only on the machine itself. */
export function setSessionCookies(request: FastifyRequest, reply: FastifyReply, session: Session): void {
  if (request.protocol !== 'https' && !isLoopback(request.ip)) {
    throw new AppError('forbidden', 'A browser login needs HTTPS, except on the machine that NetRaven runs on')
  }
  const options = cookieOptions(request)
  reply.setCookie(nameFor(request, ACCESS), session.accessToken, { ...options, maxAge: session.accessSeconds })
  reply.setCookie(nameFor(request, REFRESH), session.refreshToken, { ...options, maxAge: session.refreshSeconds })
}

export function clearSessionCookies(request: FastifyRequest, reply: FastifyReply): void {
  for (const name of [ACCESS, REFRESH]) reply.clearCookie(nameFor(request, name), cookieOptions(request))
}

const cookieOptions = (request: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' }) as const

/** `__Host-` makes browsers insist on TLS, this host and the whole path. */
const nameFor = (request: FastifyRequest, name: string): string =>
  request.protocol === 'https' ? `__Host-${name}` : name

const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address)
