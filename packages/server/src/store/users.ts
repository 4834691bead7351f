import type { Caller } from './caller.ts'

export interface User {
  readonly id: string
  readonly name: string
  readonly role: 'admin' | 'operator' | 'viewer'
  readonly disabled: boolean
  readonly tokensValidFrom: Date
  readonly createdAt: Date
}

export interface UserStore {
  count(): Promise<number>
  list(who: Caller): Promise<User[]>
  get(id: string): Promise<User | undefined>
  /** With the Argon2id hash: for the login alone. */
  forLogin(name: string): Promise<(User & { passwordHash: string }) | undefined>
  create(who: Caller, input: { name: string; role: User['role']; passwordHash: string }): Promise<User>
  setPassword(who: Caller, id: string, passwordHash: string): Promise<void>
}

export interface RefreshToken {
  readonly id: string
  readonly userId: string
  readonly family: string
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly revokedAt: Date | null
}

export interface LoginStore {
  addRefreshToken(token: { id: string; userId: string; family: string; tokenHash: string; expiresAt: Date }): Promise<void>
  findRefreshToken(tokenHash: string): Promise<RefreshToken | undefined>
  /** Marks it used; false when it was used or revoked before (of two at once, one wins). */
  spendRefreshToken(id: string): Promise<boolean>
  revokeFamily(family: string): Promise<void>
  /** Whether the family was opened and not revoked: an access token lives no longer than its login. */
  familyLives(family: string): Promise<boolean>
  replaceSetupToken(tokenHash: string, expiresAt: Date): Promise<void>
  /** True once: the token exists, has not expired, and is gone now. */
  takeSetupToken(tokenHash: string): Promise<boolean>
}
