import { DeviceError } from '../../errors.ts'
import type { Credential } from '../ssh-auth.ts'
import type { HttpAnswer } from './exchange.ts'
import type { HttpApi, HttpLogin } from './http-api.ts'
import { readRequest, type HttpRequest } from './request.ts'

/** Asks one question, under the budget of a login. */
export type AskApi = (request: HttpRequest, headers: Readonly<Record<string, string>>) => Promise<HttpAnswer>

/** How a visitor is let in. */
export interface Access {
  /** The headers that let a request in; logs in where that is due. */
  headers(): Promise<Readonly<Record<string, string>>>
  /** Forgets what the device no longer takes. False where there is nothing that could be asked for anew. */
  renew(): boolean
  /** Gives back what was given. Never fails. */
  leave(): Promise<void>
  /** The text without the secrets that this visit knows. */
  withoutSecrets(text: string): string
}

interface Pass {
  readonly value: string
  readonly until: number
}

/** Renewed a little before a device would refuse it. */
const EARLY_MS = 5_000
/** A shorter text than this may stand in any sentence. */
const SHORTEST_SECRET = 4

/** Logs in by the API's own way. The password leaves once, or with every request where the API has no other way. */
export function createAccess(
  { login }: Pick<HttpApi, 'login'>,
  credential: Credential,
  parts: { readonly ask: AskApi; readonly refused: (answer: HttpAnswer) => string | undefined; readonly where: string },
): Access {
  const secrets = new Set<string>()
  let pass: Pass | undefined
  const password = async (): Promise<string> => {
    const secret = (await credential.password?.()) ?? ''
    secrets.add(secret)
    return secret
  }
  const givenPass = async (by: Extract<HttpLogin, { by: 'request' }>): Promise<string> => {
    if (!pass || pass.until < Date.now()) {
      const request = readRequest(by.request, { user: credential.username, password: await password() })
      pass = passIn(by, await parts.ask(request, {}), parts)
      secrets.add(pass.value)
    }
    return pass.value
  }
  const headers = async (): Promise<Readonly<Record<string, string>>> => {
    if (login.by === 'basic') return { authorization: basic(credential.username, await password(), secrets) }
    const value = login.by === 'token' ? await password() : await givenPass(login)
    return { [login.header]: `${login.prefix ?? ''}${value}` }
  }
  return {
    headers,
    renew: () => {
      const hadOne = pass !== undefined
      pass = undefined
      return hadOne
    },
    leave: async () => {
      if (!pass || login.by !== 'request' || login.logout === undefined) return
      const worth = await headers()
      pass = undefined
      await parts.ask(readRequest(login.logout), worth).catch(() => undefined)
    },
    withoutSecrets: (text) =>
      [...secrets]
        .filter((one) => one.length >= SHORTEST_SECRET)
        .reduce((rest, one) => rest.replaceAll(one, '***'), text),
  }
}

/** Source: RFC 7617 section 2. */
function basic(username: string, password: string, secrets: Set<string>): string {
  const both = Buffer.from(`${username}:${password}`).toString('base64')
  secrets.add(both)
  return `Basic ${both}`
}

function passIn(
  by: Extract<HttpLogin, { by: 'request' }>,
  answer: HttpAnswer,
  { refused, where }: { readonly refused: (answer: HttpAnswer) => string | undefined; readonly where: string },
): Pass {
  const refusal = refused(answer)
  const hint = 'check user name, password, and whether the account may use the API'
  if (refusal !== undefined)
    throw new DeviceError('auth', `${where} refused the login: ${refusal}`, { phase: 'auth', hint })
  const text = answer.body.toString('utf8')
  const value = 'body' in by.gives ? by.gives.body.exec(text)?.[1] : firstMatch(by.gives.cookie, answer.cookies)
  if (!value)
    throw new DeviceError('auth', `${where} answered the login without what lets one in`, { phase: 'auth', hint })
  const lifeSeconds = Number(by.expires?.exec(text)?.[1] ?? Infinity)
  return { value, until: Date.now() + lifeSeconds * 1000 - EARLY_MS }
}

const firstMatch = (pattern: RegExp, texts: readonly string[]): string | undefined =>
  texts.map((text) => pattern.exec(text)?.[1]).find((found) => found !== undefined)
