import { DeviceError } from '../../errors.ts'
import type { Credential } from '../credential.ts'
import type { HttpAnswer } from './exchange.ts'
import type { HttpApi, HttpLogin } from './http-api.ts'
import { judgeAnswer, LOOKED_AT } from './judge-answer.ts'
import { readRequest, type HttpRequest } from './request.ts'
import { createSecretMask } from './secret-mask.ts'
import { turnedAway } from './turned-away.ts'

/** Asks one question and reads its whole answer, under the budget of a login. */
export type AskApi = (
  request: HttpRequest,
  headers: Readonly<Record<string, string>>,
) => Promise<{ readonly answer: HttpAnswer; readonly body: Buffer }>

/** How a visitor is let in. */
export interface Access {
  /** The headers that let a request in; logs in where that is due. */
  headers(): Promise<Readonly<Record<string, string>>>
  /** Forgets what the device no longer takes. False where there is nothing that could be asked for anew. */
  renew(): boolean
  /** Gives back what was given. Never fails. */
  leave(): Promise<void>
  /** Makes a further secret known, so that no error tells it. */
  hide(secret: string): void
  /** The text without the secrets that this visit knows. */
  withoutSecrets(text: string): string
}

interface Pass {
  readonly value: string
  readonly until: number
}

/** Renewed a little before a device would refuse it. */
const EARLY_MS = 5_000

/** Logs in by the API's own way. The password leaves once, or with every request where the API has no other way. */
export function createAccess(
  api: HttpApi,
  credential: Credential,
  parts: { readonly ask: AskApi; readonly where: string },
): Access {
  const { login } = api
  const mask = createSecretMask()
  const { hide } = mask
  let pass: Pass | undefined
  const password = async (): Promise<string> => {
    const secret = (await credential.password?.()) ?? ''
    hide(secret)
    return secret
  }
  const givenPass = async (by: Extract<HttpLogin, { by: 'request' }>): Promise<string> => {
    if (!pass || pass.until < Date.now()) {
      const request = readRequest(by.request, { user: credential.username, password: await password() })
      pass = passIn(by, await parts.ask(request, {}), { api, where: parts.where })
      hide(pass.value)
    }
    return pass.value
  }
  const headers = async (): Promise<Readonly<Record<string, string>>> => {
    if (login.by === 'basic') return { authorization: basic(credential.username, await password(), hide) }
    return headerOf(login, login.by === 'token' ? await password() : await givenPass(login))
  }
  return {
    headers,
    hide,
    renew: () => {
      const hadOne = pass !== undefined
      pass = undefined
      return hadOne
    },
    leave: async () => {
      if (!pass || login.by !== 'request' || login.logout === undefined) return
      const worth = headerOf(login, pass.value)
      pass = undefined
      await parts.ask(readRequest(login.logout), worth).catch(() => undefined)
    },
    withoutSecrets: mask.withoutSecrets,
  }
}

const headerOf = (
  { header, prefix = '' }: { readonly header: string; readonly prefix?: string },
  value: string,
): Readonly<Record<string, string>> => ({ [header]: prefix + value })

/** Source: RFC 7617 section 2. */
function basic(username: string, password: string, hide: (secret: string) => void): string {
  const both = Buffer.from(`${username}:${password}`).toString('base64')
  hide(both)
  return `Basic ${both}`
}

function passIn(
  by: Extract<HttpLogin, { by: 'request' }>,
  { answer, body }: Awaited<ReturnType<AskApi>>,
  { api, where }: { readonly api: HttpApi; readonly where: string },
): Pass {
  const hint = 'check user name, password, and whether the account may use the API'
  const text = body.toString('utf8')
  const verdict = judgeAnswer(answer, text.slice(0, LOOKED_AT), api)
  if (verdict.means === 'rejected') throw refusedLogin(where, answer, verdict.words, hint)
  if (verdict.means !== 'good') throw turnedAway(where, answer, verdict, 'auth')
  const value = 'body' in by.gives ? by.gives.body.exec(text)?.[1] : firstMatch(by.gives.cookie, answer.cookies)
  if (!value)
    throw new DeviceError('auth', `${where} answered the login without what lets one in`, { phase: 'auth', hint })
  const lifeSeconds = Number(by.expires?.exec(text)?.[1] ?? Infinity)
  return { value, until: Date.now() + lifeSeconds * 1000 - EARLY_MS }
}

/** A server that has no such login, or fails at it, has not refused the credential. */
function refusedLogin(where: string, { status }: HttpAnswer, words: string, hint: string): DeviceError {
  const isOfServer = status === 404 || status === 405 || status >= 500
  const phase = 'auth'
  return isOfServer
    ? new DeviceError('rejected', `${where} could not log in: ${words}`, {
        phase,
        hint: 'check that the API is enabled',
      })
    : new DeviceError('auth', `${where} refused the login: ${words}`, { phase, hint })
}

const firstMatch = (pattern: RegExp, texts: readonly string[]): string | undefined =>
  texts.map((text) => pattern.exec(text)?.[1]).find((found) => found !== undefined)
