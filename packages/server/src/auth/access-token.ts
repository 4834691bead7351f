import { createSigner, createVerifier } from 'fast-jwt'
import type { Keyring } from '../crypto/keyring.ts'
import { AppError } from '../errors/app-error.ts'

/** What an access token says. Everything else (role, tags, disabled) is asked of the database at each request. */
export interface AccessClaims {
  readonly userId: string
  /** The login it came from: its logout ends the token. */
  readonly family: string
  /** `tokensValidFrom` of the user at issue, ms: a new password ends the token. */
  readonly generation: number
}

export interface AccessTokens {
  issue(claims: AccessClaims, lifeMs: number): Promise<string>
  /** Throws AppError `unauthenticated` for anything that is not a living token of this installation. */
  read(token: string): Promise<AccessClaims>
}

const algorithm = 'HS256'
const issuer = 'netraven'
const audience = 'netraven-api'
const type = 'at+jwt'
/** Ours have about 500 characters. */
const LONGEST = 2048

export function createAccessTokens(keyring: Keyring): AccessTokens {
  const verify = createVerifier({
    key: async ({ header }: { header: { kid?: unknown } }) => keyOf(keyring, header.kid),
    algorithms: [algorithm],
    allowedIss: issuer,
    allowedAud: audience,
    checkTyp: type,
    requiredClaims: ['exp', 'iat', 'sub', 'fam', 'gen'],
    cache: false,
  })
  return {
    async issue(claims, lifeMs) {
      const { dataKeyId, key } = await keyring.forPurpose('token', null)
      const header = { alg: algorithm, typ: type } as const
      const sign = createSigner({ key, kid: dataKeyId, iss: issuer, aud: audience, expiresIn: lifeMs, header })
      return sign({ sub: claims.userId, fam: claims.family, gen: claims.generation })
    },
    async read(token) {
      await keyring.forPurpose('token', null) // a sealed installation is not the token's fault
      if (token.length > LONGEST) throw refused()
      try {
        return claimsOf(await verify(token))
      } catch (cause) {
        throw refused(cause)
      }
    },
  }
}

/** `kid` names a version of the key, and nothing else: no file, no address, no statement. */
async function keyOf(keyring: Keyring, kid: unknown): Promise<Buffer> {
  if (!isId(kid)) throw refused()
  return keyring.open(kid)
}

function claimsOf(payload: Record<string, unknown>): AccessClaims {
  const { sub, fam, gen } = payload
  if (!isId(sub) || !isId(fam) || typeof gen !== 'number') throw refused()
  return { userId: sub, family: fam, generation: gen }
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)

const refused = (cause?: unknown): AppError =>
  new AppError('unauthenticated', 'The access token is not valid or has expired: log in again', {}, { cause })
