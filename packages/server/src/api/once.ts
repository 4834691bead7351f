import { createHmac, hkdfSync } from 'node:crypto'
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Keyring } from '../crypto/keyring.ts'
import { AppError } from '../errors/app-error.ts'
import type { KeptAnswer } from '../store/idempotency.ts'
import { callerOf } from './api.ts'
import type { ApiParts } from './parts.ts'

interface Repeatable {
  readonly payload: string
  readonly location?: string
  readonly etag?: string
}

/** Makes a handler obey Idempotency-Key: what it does and the answer that is kept for a repetition are one
 *  transaction, so a request that is sent again, also at the same time, is done once. */
export const onceOnly = (
  parts: Pick<ApiParts, 'db' | 'stores' | 'keyring'>,
  handler: RouteHandlerMethod,
): RouteHandlerMethod =>
  async function once(request, reply) {
    const act = async (): Promise<unknown> => handler.call(this, request, reply)
    const key = keyOf(request)
    if (key === undefined) return act()
    const { idempotency } = parts.stores
    const caller = callerOf(request).name
    const requestHash = await markOf(parts.keyring, request)
    return parts.db.transaction(async () => {
      const kept = await idempotency.begin(key, caller, requestHash)
      if (kept) return repeat(reply, kept, requestHash)
      const payload = reply.serializeInput((await act()) as Record<string, unknown>, String(reply.statusCode)) as string
      const answer: Repeatable = { payload, ...headersOf(reply) }
      await idempotency.keep(key, caller, { status: reply.statusCode, body: JSON.stringify(answer) })
      return reply.type('application/json').serializer(asIs).send(payload)
    })
  }

function repeat(reply: FastifyReply, kept: KeptAnswer, requestHash: string): FastifyReply {
  if (kept.requestHash !== requestHash) {
    throw new AppError('conflict', 'This Idempotency-Key was sent with another request before; use a new one')
  }
  const { payload, ...headers } = JSON.parse(kept.body) as Repeatable
  reply.status(kept.status).headers({ ...headers, 'idempotency-replayed': 'true' })
  return reply.type('application/json').serializer(asIs).send(payload)
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw new AppError('invalid', 'Idempotency-Key must be 1 to 200 visible characters, for example a UUID')
}

/** Tells requests apart. A body may hold a password: a plain hash in the database would let who steals it try passwords
 *  at the speed of SHA-256, so the hash takes a key that is sealed. */
async function markOf(keyring: Keyring, { method, url, body }: FastifyRequest): Promise<string> {
  const { key } = await keyring.forPurpose('token', null)
  return createHmac('sha256', Buffer.from(hkdfSync('sha256', key, '', 'netraven idempotency', 32)))
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest('hex')
}

function headersOf(reply: FastifyReply): { location?: string; etag?: string } {
  const { location, etag } = reply.getHeaders()
  return { ...(typeof location === 'string' && { location }), ...(typeof etag === 'string' && { etag }) }
}

const asIs = (payload: unknown): string => payload as string
