import { loginInput, me, passwordChange, refreshInput, tokens } from '@netraven/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { assertGoodPassword } from '../../auth/passwords.ts'
import type { Session } from '../../auth/sessions.ts'
import { AppError } from '../../errors/app-error.ts'
import { type Api, answers, callerOf, operation } from '../api.ts'
import { assertSameOrigin, clearSessionCookies, refreshCookieOf, setSessionCookies } from '../identify.ts'
import { toWire } from '../wire.ts'
import { guesses, type RouteParts } from '../route-parts.ts'

export function authRoutes(api: Api, parts: RouteParts): void {
  const { sessions } = parts
  const config = { rateLimit: guesses(parts) }

  api.post(
    '/auth/login',
    {
      config,
      schema: {
        ...operation('logIn', 'auth', 'Log in: tokens, or cookies for a browser'),
        body: loginInput,
        response: answers({ 200: tokens }),
      },
    },
    async (request, reply) => {
      const { name, password, session } = request.body
      return answer(request, reply, await sessions.logIn(name, password), session)
    },
  )

  api.post(
    '/auth/refresh',
    {
      config,
      schema: {
        ...operation('refresh', 'auth', 'The next pair of tokens'),
        body: refreshInput,
        response: answers({ 200: tokens }),
      },
    },
    async (request, reply) => {
      const { refresh_token: given } = request.body
      if (given !== undefined) return answer(request, reply, await sessions.refresh(given), 'token')
      return answer(request, reply, await sessions.refresh(fromCookie(request)), 'cookie')
    },
  )

  api.post(
    '/auth/logout',
    {
      schema: {
        ...operation('logOut', 'auth', 'End this login and all its tokens'),
        body: refreshInput,
        response: answers({ 204: z.null() }),
      },
    },
    async (request, reply) => {
      await sessions.logOut(request.body.refresh_token ?? fromCookie(request))
      clearSessionCookies(request, reply)
      reply.status(204)
      return null
    },
  )

  ownRoutes(api, parts)
}

/** What people do about themselves. */
function ownRoutes(api: Api, parts: RouteParts): void {
  const { users, audits } = parts.stores

  api.get(
    '/auth/me',
    { schema: { ...operation('getMe', 'auth', 'Who am I'), response: answers({ 200: me }) } },
    async (request) => {
      const { tags, ...caller } = callerOf(request)
      return { ...caller, tags: tags === 'all' ? tags : [...tags] }
    },
  )

  api.put(
    '/auth/password',
    {
      config: { rateLimit: guesses(parts) },
      schema: {
        ...operation('changePassword', 'auth', 'A new password; ends all logins'),
        body: passwordChange,
        response: answers({ 204: z.null() }),
      },
    },
    async (request, reply) => {
      const who = callerOf(request)
      const { current_password: current, new_password: next } = request.body
      const user = who.kind === 'person' ? await users.forLogin(who.name) : undefined
      if (!user) throw new AppError('invalid', 'The local administrator has no password')
      if (!(await parts.passwords.matches(user.passwordHash, current))) {
        await audits.record(who, 'user.set_password_refused', { type: 'user', id: user.id })
        throw new AppError('forbidden', 'The current password is wrong')
      }
      assertGoodPassword(who.name, next)
      await users.setPassword(who, user.id, await parts.passwords.hash(next))
      reply.status(204)
      return null
    },
  )
}

function answer(request: FastifyRequest, reply: FastifyReply, session: Session, into: 'token' | 'cookie') {
  const common = { token_type: 'Bearer' as const, expires_in: session.accessSeconds, user: toWire(session.user) }
  if (into === 'token') return { ...common, access_token: session.accessToken, refresh_token: session.refreshToken }
  setSessionCookies(request, reply, session)
  return common
}

function fromCookie(request: FastifyRequest): string {
  const token = refreshCookieOf(request)
  if (token === undefined) throw new AppError('unauthenticated', 'There is no refresh token in the body or in a cookie')
  assertSameOrigin(request)
  return token
}
