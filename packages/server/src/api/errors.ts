import type { ErrorEnvelope } from '@netraven/contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { isDatabaseAway } from '../db/faults.ts'
import { AppError, type AppErrorKind } from '../errors/app-error.ts'
import type { ApiParts } from './parts.ts'

/** The one table from what went wrong to how HTTP says it. */
const statusOf: Record<AppErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  sealed: 503,
}

interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** Every error leaves as the envelope; what nobody foresaw is a bug: its stack goes to the log, its id to the caller. */
export const createErrorHandler =
  ({ log }: Pick<ApiParts, 'log'>) =>
  (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = refusalOf(error)
    if (!refusal)
      log.error({ category: 'system', error }, `${request.method} ${request.routeOptions.url ?? request.url} failed`)
    const { status } = refusal ?? bug
    if (status === 401) reply.header('www-authenticate', 'Bearer realm="netraven"')
    const envelope = envelopeOf(refusal ?? bug, request.id)
    void reply.status(status).type('application/json').serializer(JSON.stringify).send(envelope)
  }

export const envelopeOf = (
  { code, message, details }: Omit<Refusal, 'status'>,
  correlationId: string,
): ErrorEnvelope => ({ error: { code, message, details: { ...details }, correlation_id: correlationId } })

/** The answer for an address that nothing answers to. */
export const nothingHere = (): never => {
  throw new AppError('not_found', 'There is nothing at this address; /api/docs shows what there is')
}

const bug: Refusal = {
  status: 500,
  code: 'internal',
  message: 'Something went wrong inside NetRaven; its log has the reason under this correlation id',
}

function refusalOf(error: FastifyError | Error): Refusal | undefined {
  if (error instanceof AppError) {
    return { status: statusOf[error.kind], code: error.kind, message: error.message, details: error.details }
  }
  if (hasZodFastifySchemaValidationErrors(error)) return ofValidation(error)
  const { statusCode = 500 } = error as FastifyError
  if (statusCode === 429) return { status: 429, code: 'rate_limited', message: 'Too many tries; wait a minute' }
  if (statusCode === 413)
    return { status: 413, code: 'too_large', message: 'The body is larger than this operation takes' }
  if (statusCode >= 400 && statusCode < 500) {
    return {
      status: statusCode,
      code: 'invalid',
      message:
        (error as FastifyError).code === 'FST_ERR_MAX_PARAM_LENGTH'
          ? 'A part of this address is too long'
          : error.message,
    }
  }
  return isDatabaseAway(error)
    ? { status: 503, code: 'unavailable', message: 'The database does not answer; try again shortly' }
    : undefined
}

interface ValidationIssue {
  readonly instancePath: string
  readonly message?: string
  readonly params: object
}

function ofValidation(error: {
  readonly validation: readonly ValidationIssue[]
  readonly validationContext?: string | undefined
}): Refusal {
  const place = error.validationContext ?? 'request'
  const fields = error.validation.map(({ instancePath, message, params }) => ({
    field: instancePath.slice(1).replaceAll('/', '.') || place,
    message: message ?? 'is not valid',
    ...suggestionIn(params),
  }))
  const text = fields.map(({ field, message }) => `${field}: ${message}`).join('; ')
  return { status: 400, code: 'invalid', message: text, details: { in: place, fields } }
}

const suggestionIn = (params: object): { suggested?: unknown } => {
  const own = 'params' in params ? params.params : params
  return own && typeof own === 'object' && 'suggested' in own ? { suggested: own.suggested } : {}
}
