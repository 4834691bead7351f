import type { IncomingHttpHeaders } from 'node:http'

/** What a visitor asked. */
export interface ApiQuestion {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface ApiReply {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Who may come in, and what there is to see. */
export interface ApiContent {
  readonly username: string
  readonly password: string
  /** What an API user has instead of a password, or is given at the login. */
  readonly token: string
  readonly enableSecret?: string
  readonly config: string
  readonly hostname: string
}

/** How a vendor's API answers, by its documents. */
export interface VendorApi {
  answer(question: ApiQuestion): ApiReply
  /** An error as this vendor puts it. */
  refusal(status: number, words: string): ApiReply
  /** An error that comes with the status 200. */
  envelope(words: string): ApiReply
  /** Is this a login, or the question that shows whether a credential is taken? */
  isLogin(question: ApiQuestion): boolean
}

/** Source: RFC 7617 section 2. */
export function isBasic(question: ApiQuestion, { username, password }: ApiContent): boolean {
  return question.headers.authorization === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
