import { errorEnvelope } from '@netraven/contract'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { AppError } from '../errors/app-error.ts'
import type { Caller } from '../store/caller.ts'
import type { Operation } from './policy.ts'

/** Fastify whose routes take their types from the schemas of the contract. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once that is proved. */
    caller: Caller | undefined
    /** Asks again who that is and what they may: for answers that take their time. Throws when the login has ended. */
    callerNow: (() => Promise<Caller>) | undefined
  }
}

/** The part of a route's schema that every operation has: its name in the policy, and how it refuses. */
export const operation = (operationId: Operation, resource: string, summary: string) => ({
  operationId,
  tags: [resource],
  summary,
})

/** Adds the shape of refusals to the answers of an operation. */
export const answers = <T extends object>(good: T): T & { default: typeof errorEnvelope } => ({
  ...good,
  default: errorEnvelope,
})

/** The caller of an operation that the policy lets only known callers reach. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new AppError('unauthenticated', 'Log in first')
  return request.caller
}

/** What was found, or the answer that hides whether there is something the caller may not see. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new AppError('not_found', `There is no such ${what}`)
  return value
}

/** The version that the caller saw last, from If-Match; undefined when they do not say. */
export function ifVersion(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match']
  if (header === undefined || header === '*') return undefined
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1]
  if (version === undefined) throw new AppError('invalid', 'If-Match must be the ETag of an answer, such as "3"')
  return Number(version)
}

/** Says the version of what is answered. */
export function withVersion<T extends { readonly version: number }>(reply: FastifyReply, value: T): T {
  reply.header('etag', `"${value.version}"`)
  return value
}
