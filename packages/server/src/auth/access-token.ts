import { createSigner, createVerifier } from 'fast-jwt'
import { AppError } from '../errors/app-error.ts'

/** The keys that sign tokens: the newest signs, older ones are opened by their id until they are retired. */
export interface TokenKeys {
  forPurpose(purpose: 'token', deviceId: null): Promise<{ readonly dataKeyId: string; readonly key: Buffer }>
  open(dataKeyId: string): Promise<Buffer>
}

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
const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Ours have about 500 characters. */
const LONGEST = 2048

export function createAccessTokens(keys: TokenKeys): AccessTokens {
  const verify = createVerifier({
    key: async ({ header }: { header: { kid?: unknown } }) => {
      if (typeof header.kid !== 'string' || !isUuid.test(header.kid)) throw refused()
      return keys.open(header.kid)
    },
    algorithms: [algorithm],
    allowedIss: issuer,
    allowedAud: audience,
    checkTyp: type,
    requiredClaims: ['exp', 'iat', 'sub', 'fam', 'gen'],
    cache: false,
  })
  return {
    async issue(claims, lifeMs) {
      const { dataKeyId, key } = await keys.forPurpose('token', null)
      const sign = createSigner({
        key,
        algorithm,
        kid: dataKeyId,
        iss: issuer,
        aud: audience,
        expiresIn: lifeMs,
        header: { alg: algorithm, typ: type },
      })
      return sign({ sub: claims.userId, fam: claims.family, gen: claims.generation })
    },
    async read(token) {
      if (token.length > LONGEST) throw refused()
      try {
        return claimsOf(await verify(token))
      } catch (cause) {
        if (cause instanceof AppError && cause.kind !== 'not_found') throw cause // sealed, unavailable: not the token's fault
        throw refused(cause)
      }
    },
  }
}

function claimsOf(payload: Record<string, unknown>): AccessClaims {
  const { sub, fam, gen } = payload
  if (typeof sub !== 'string' || typeof fam !== 'string' || typeof gen !== 'number') throw refused()
  return { userId: sub, family: fam, generation: gen }
}

const refused = (cause?: unknown): AppError =>
  new AppError('unauthenticated', 'The access token is not valid or has expired: log in again', {}, { cause })
