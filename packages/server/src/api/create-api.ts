import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { fastify } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { v7 as uuid } from 'uuid'
import { createAccessTokens } from '../auth/access-token.ts'
import { createPasswords, type Passwords } from '../auth/passwords.ts'
import { createSessions } from '../auth/sessions.ts'
import { withCorrelation } from '../log/correlation.ts'
import type { Api } from './api.ts'
import { describeApi, serveDocumentation } from './document.ts'
import { createErrorHandler, nothingHere } from './errors.ts'
import { identifyCallers } from './identify.ts'
import type { ApiParts, Door } from './parts.ts'
import { enforcePolicy } from './enforce-policy.ts'
import { registerRoutes } from './routes/index.ts'
import { networkOf } from './network-of.ts'
import { createRunWatch, type RunWatch } from './run-watch.ts'
import { refuseUnreadable } from './unreadable.ts'

const MAX_BODY_BYTES = 1024 * 1024
const CLOSING_GRACE_MS = 5_000
/** More are hung up on: in one process with the worker they would take the file descriptors that its visits need. */
const MOST_CONNECTIONS = 1_000

/** The HTTP API on one door. Who comes through the local door is the local administrator; who comes over the network
 *  must log in. Listening is the caller's business. */
export async function createApi(parts: ApiParts, door: Door, passwords: Passwords = createPasswords()): Promise<Api> {
  const refuse = createErrorHandler(parts)
  const app: Api = fastify({
    bodyLimit: MAX_BODY_BYTES,
    clientErrorHandler: refuseUnreadable,
    // An address that is none: no route, and so no hook, has seen it.
    frameworkErrors: (error, request, reply) =>
      refuse(error, request, reply.headers({ ...bareHeaders, 'x-correlation-id': request.id })),
    genReqId: correlationIdOf,
    logger: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    requestTimeout: 60_000,
    return503OnClosing: true,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(refuse)
  app.setNotFoundHandler(nothingHere)
  correlate(app)
  app.server.maxConnections = MOST_CONNECTIONS

  const sessions = createSessions({
    db: parts.db,
    users: parts.stores.users,
    logins: parts.stores.logins,
    audits: parts.stores.audits,
    passwords,
    accessTokens: createAccessTokens(parts.keyring),
    ...parts.authSettings,
  })
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    xFrameOptions: { action: 'deny' },
  })
  await app.register(cookie)
  await app.register(rateLimit, { global: false, keyGenerator: ({ ip }) => networkOf(ip) })
  await describeApi(app, parts.version)
  identifyCallers(app, sessions, door)
  enforcePolicy(app, parts)
  const watch = createRunWatch(parts)
  app.addHook('preClose', () => endConnections(app, watch))
  await serveDocumentation(app)
  registerRoutes(app, { ...parts, sessions, passwords, watch, loginsPerMinute: loginsPerMinute(door) })
  return app
}

/** Ends what would keep a closing server open: who follows a run at once, who is still asking or only holds a connection
 *  after a while. */
async function endConnections(app: Api, watch: RunWatch): Promise<void> {
  await watch.close()
  setTimeout(() => app.server.closeAllConnections(), CLOSING_GRACE_MS).unref()
}

const bareHeaders = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }

/** Without `unsafe-*`: nothing that a device or person wrote can become a script. */
const contentPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
}

const loginsPerMinute = (door: Door): number => (door.kind === 'network' ? (door.loginsPerMinute ?? 30) : Infinity)

/** The id that joins a request with its log entries, audit rows and runs: the caller's own, if it is a plain word. */
function correlationIdOf(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-correlation-id']
  return typeof given === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(given) ? given : uuid()
}

function correlate(app: Api): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-correlation-id', request.id)
    reply.header('cache-control', 'no-store')
    withCorrelation(request.id, done)
  })
  // Reading the body leaves the async context of the hook before.
  app.addHook('preValidation', (request, _reply, done) => {
    withCorrelation(request.id, done)
  })
}
