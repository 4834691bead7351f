import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors/app-error.ts'
import type { AuditStore } from '../store/audits.ts'
import { type Caller, systemCaller } from '../store/caller.ts'
import type { LoginStore } from '../store/logins.ts'
import type { User, UserStore } from '../store/users.ts'
import type { AccessClaims, AccessTokens } from './access-token.ts'
import { callerOf } from './callers.ts'
import type { Passwords } from './passwords.ts'

export interface SessionParts {
  readonly db: Database
  readonly users: UserStore
  readonly logins: LoginStore
  readonly audits: AuditStore
  readonly passwords: Passwords
  readonly accessTokens: AccessTokens
  readonly accessMinutes: () => number
  readonly refreshDays: () => number
}

export interface Session {
  readonly user: User
  readonly accessToken: string
  readonly refreshToken: string
  readonly accessSeconds: number
  readonly refreshSeconds: number
}

export interface Sessions {
  /** Throws AppError `unauthenticated`, after the same time and with the same words for a wrong name as for a wrong password. */
  logIn(name: string, password: string): Promise<Session>
  /** One use each: a refresh token that comes back a second time was stolen, so its whole family is revoked. */
  refresh(refreshToken: string): Promise<Session>
  logOut(refreshToken: string): Promise<void>
  /** The person behind an access token, with the rights they have now; `now` asks again, for what goes on for longer
   *  than a token lives. */
  callerOf(accessToken: string): Promise<{ caller: Caller; now: () => Promise<Caller> }>
}

/** Opaque tokens are stored as hashes: the database alone logs nobody in. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
export const newToken = (): string => randomBytes(32).toString('base64url')

const api = systemCaller('api')

export function createSessions(parts: SessionParts): Sessions {
  const { db, users, logins, audits } = parts
  return {
    async logIn(name, password) {
      const found = await users.forLogin(name)
      const matches = await parts.passwords.matches(found?.passwordHash, password)
      if (!found || !matches || found.disabled) {
        await db.transaction(() =>
          audits.record(api, 'auth.login_refused', { type: 'user', id: found?.id ?? null }, nameOf(found)),
        )
        throw new AppError('unauthenticated', 'Name or password is wrong')
      }
      return db.transaction(async () => {
        await audits.record(callerOf(found), 'auth.login', { type: 'user', id: found.id })
        return open(parts, found, uuid())
      })
    },
    async refresh(refreshToken) {
      const token = await logins.findRefreshToken(hashToken(refreshToken))
      if (!token || token.revokedAt || token.expiresAt <= (await db.now())) throw loginNeeded()
      const user = await users.get(token.userId)
      if (!user || user.disabled) throw loginNeeded()
      const session = await db.transaction(async () =>
        (await logins.spendRefreshToken(token.id)) ? open(parts, user, token.family) : undefined,
      )
      if (session) return session
      await revoke(parts, callerOf(user), token.family, 'auth.refresh_reused')
      throw loginNeeded()
    },
    async logOut(refreshToken) {
      const token = await logins.findRefreshToken(hashToken(refreshToken))
      const user = token && (await users.get(token.userId))
      if (user) await revoke(parts, callerOf(user), token.family, 'auth.logout')
    },
    async callerOf(accessToken) {
      const claims = await parts.accessTokens.read(accessToken)
      const now = () => livingCaller(parts, claims)
      return { caller: await now(), now }
    },
  }
}

async function livingCaller(parts: SessionParts, { userId, family, generation }: AccessClaims): Promise<Caller> {
  const user = await parts.users.get(userId)
  const lives = user && !user.disabled && user.tokensValidFrom.getTime() === generation
  if (!lives || !(await parts.logins.familyLives(family))) throw loginNeeded()
  return callerOf(user)
}

/** Of a name that nobody has, nothing is kept: people type their password into the wrong field. */
const nameOf = (user: User | undefined): Record<string, unknown> => (user ? { name: user.name } : { known: false })

async function open(parts: SessionParts, user: User, family: string): Promise<Session> {
  const refreshToken = newToken()
  const refreshSeconds = parts.refreshDays() * 86_400
  const accessSeconds = parts.accessMinutes() * 60
  const expiresAt = new Date((await parts.db.now()).getTime() + refreshSeconds * 1000)
  await parts.logins.addRefreshToken({
    id: uuid(),
    userId: user.id,
    family,
    tokenHash: hashToken(refreshToken),
    expiresAt,
  })
  const claims = { userId: user.id, family, generation: user.tokensValidFrom.getTime() }
  const accessToken = await parts.accessTokens.issue(claims, accessSeconds * 1000)
  return { user, accessToken, refreshToken, accessSeconds, refreshSeconds }
}

const revoke = (parts: SessionParts, who: Caller, family: string, action: string): Promise<void> =>
  parts.db.transaction(async () => {
    await parts.logins.revokeFamily(family)
    await parts.audits.record(who, action, { type: 'user', id: who.id })
  })

const loginNeeded = (): AppError => new AppError('unauthenticated', 'This login has ended: log in again')
