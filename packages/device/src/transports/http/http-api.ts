/** A request as one line of text: method, path, and perhaps a body, whose first sign says what it is: `{"` or `[` JSON, `<` XML,
 *  anything else a form. In an API's own lines `{name}` stands for a value, encoded as its place demands.
 *  @example 'GET /restconf/data'
 *  @example 'POST /api/ type=keygen&user={user}&password={password}' */
export type RequestLine = string

/** Where a value stands in a JSON document; a negative number counts from the end of a list. */
export type JsonPath = readonly (string | number)[]

/** How a visitor shows who it is. No secret stands in a path. */
export type HttpLogin =
  /** RFC 7617: user and password with every request. */
  | { readonly by: 'basic' }
  /** The password of the credential is a token or key, sent as it is. */
  | { readonly by: 'token'; readonly header: string; readonly prefix?: string }
  /** User and password are sent once and bring a key, a token or a cookie. */
  | {
      readonly by: 'request'
      readonly request: RequestLine
      /** Group 1 is what was given: in the body, or in a `Set-Cookie` header. */
      readonly gives: { readonly body: RegExp } | { readonly cookie: RegExp }
      readonly header: string
      readonly prefix?: string
      /** Group 1 in the body: the seconds after which it is worth nothing any more. */
      readonly expires?: RegExp
      readonly logout?: RequestLine
    }

/** How a command becomes a request, and its answer a text. */
export interface ApiCommand {
  /** Values: `command`, `format` (`text` or `json`). */
  readonly request: RequestLine
  /** The same where there is an enable secret, as `{secret}`. */
  readonly requestWithSecret?: RequestLine
  /** `xml`: the words of the command become elements within each other, a quoted word a value. */
  readonly words?: 'xml'
  /** Where in a JSON answer the output stands; absent where the whole body is the output. */
  readonly output?: { readonly text: JsonPath; readonly json: JsonPath }
  /** Where in a JSON answer an error would stand, the most telling place first. */
  readonly errors?: readonly JsonPath[]
}

/** `expired`: who got in by a request logs in anew, once; for everybody else it is `auth`.
 *  `busy`: the device is asked once more, after the time it names. */
export type AnswerMeaning = 'good' | 'auth' | 'expired' | 'busy' | 'rejected'

/** An answer that means something else than its status says. */
export interface AnswerRule {
  /** Default: any. */
  readonly status?: number
  /** Tried on the first 4 KiB of the body. */
  readonly match?: RegExp
  readonly means: AnswerMeaning
}

/** Work that a device does in the background. */
export interface ApiJob {
  /** The requests that may start it. */
  readonly of: RegExp
  /** The answer that announces it; group 1 is its id. */
  readonly announced: RegExp
  /** Asks how far it is; value: `id`. */
  readonly poll: RequestLine
  readonly running: RegExp
  readonly failed?: RegExp
  /** Asks for the result; absent where the last poll brings it. */
  readonly fetch?: RequestLine
}

/** An HTTP API, as data. */
export interface HttpApi {
  readonly login: HttpLogin
  /** A command or request that is asked at the start where the login is none of its own: a credential that is refused shows at
   *  once, as it does over SSH. What else it brings does not matter. */
  readonly probe?: string
  readonly accept: string
  /** Content types of answers that are worth reading. */
  readonly types: RegExp
  /** Absent where the API takes requests only. */
  readonly command?: ApiCommand
  /** Come before what the status says; the first that fits counts. */
  readonly answers: readonly AnswerRule[]
  /** Where the words of an error stand; the first group that is there counts. */
  readonly message: RegExp
  readonly jobs?: readonly ApiJob[]
}
