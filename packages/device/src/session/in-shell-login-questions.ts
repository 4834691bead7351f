import type { Platform } from '../platform.ts'
import { commonAnswer, demandsNewPassword, ownAnswer } from './login-questions.ts'
import { findPagerMark } from './pager.ts'
import { looksLikePrompt } from './prompt.ts'
import type { Terminal } from './terminal.ts'

/** What a device says where it asks who is there. */
export type LoginTail =
  /** A question of the platform's own or one that most devices mean alike, or a pager's mark: what is typed at it. */
  | { readonly kind: 'answer' | 'page'; readonly type: string }
  | { readonly kind: 'user' | 'password' | 'another-password' | 'prompt' | 'key' | 'question' | 'refusal' | 'text' }

/** How much of a line a question may take. */
const LONGEST_QUESTION = 200
/** Lines behind the password in which the refusal of it is looked for. */
const REFUSAL_LINES = 10

const ASKS_USER =
  /(?:^|[^a-z])(?:user[ -]?name|user ?id|user|login(?: ?name| ?id| as)?|log ?on(?: name)?|account(?: name)?|name) ?(?:\([^()]{0,40}\)|\[[^[\]]{0,40}\])? ?[:?]$/i
const ASKS_PASSWORD =
  /(?:^|[^a-z]|user|login)pass ?(?:word|code|phrase)(?: (?:for|of) [^:?]{1,64}| ?\([^()]{0,40}\)| ?\[[^[\]]{0,40}\])? ?[:?]$/i
/** Another password than the one that is known: it must not be typed there. */
const ASKS_ANOTHER =
  /\b(?:new|old|current|change|changed|expired|retype|re-enter|confirm|again|verify|token|otp|enable)\b/i
const DENIED =
  /(?:login|log-?on|password|authentication|authori[sz]ation) (?:is |was |has )?(?:incorrect|invalid|failed|failure|error|denied|rejected|wrong|required)|(?:bad|invalid|incorrect|wrong|illegal|unknown) (?:user|login|password|secret|credential|account|authentication)|(?:access|permission|login) (?:is |was )?(?:denied|refused)|fail(?:ed|ure)? to (?:authenticate|log ?in|login)|not authori[sz]ed|user (?:name )?(?:or|and|\/) ?password|account (?:is |has been )?(?:locked|disabled)/i
/** What a device tells about earlier logins is no refusal of this one. */
const IS_HISTORY = /\b(?:last|since|previous|attempts?)\b/i

/** What stands in the last line, and what it means at login. Whether it is the last is decided by the silence behind it. */
export function loginTail(terminal: Terminal, platform: Platform, typed: string): LoginTail {
  const line = terminal.current.trimEnd().slice(-LONGEST_QUESTION)
  const isEcho = terminal.finished === 0 && line !== '' && typed.startsWith(line)
  if (isEcho) return { kind: 'text' }
  const seen = terminal.current.slice(-4096)
  const own = ownAnswer(terminal, platform)
  if (own) return { kind: 'answer', type: own.type }
  const common = commonAnswer(seen)
  if (common?.type) return { kind: 'answer', type: common.type }
  const mark = common ? undefined : findPagerMark(seen, platform.pager)
  if (mark) return { kind: 'page', type: mark.key }
  return { kind: kindOf(line, terminal, platform) }
}

const isAnother = (line: string): boolean => ASKS_ANOTHER.test(line) || demandsNewPassword(line)

function kindOf(line: string, terminal: Terminal, platform: Platform): Exclude<LoginTail['kind'], 'answer' | 'page'> {
  const { asksUser, asksPassword } = platform.inShell ?? {}
  if (asksPassword?.test(line) || ASKS_PASSWORD.test(line)) return isAnother(line) ? 'another-password' : 'password'
  if ((asksUser?.test(line) || ASKS_USER.test(line)) && !/\blast login/i.test(line)) return 'user'
  if (looksLikePrompt(terminal.current, platform.prompt)) return 'prompt'
  if (commonAnswer(lastSaid(terminal))?.type === '') return 'key'
  if (/[:?]$/.test(line)) return 'question'
  return isDenied(terminal, platform) ? 'refusal' : 'text'
}

const lastSaid = (terminal: Terminal): string =>
  ([...terminal.lastLines(5), terminal.current].findLast((text) => text.trim() !== '') ?? '').slice(-LONGEST_QUESTION)

/** Whether the device has just said that it lets nobody in. */
export const isDenied = (terminal: Terminal, platform: Platform): boolean =>
  isDeniedInOwnWords(terminal, platform) || lately(terminal).some((text) => DENIED.test(text) && !IS_HISTORY.test(text))

/** The words of the platform count also before a password was typed: some let everybody in and refuse in the shell. */
export const isDeniedInOwnWords = (terminal: Terminal, { inShell }: Platform): boolean =>
  lately(terminal).some((text) => inShell?.denied?.test(text))

const lately = (terminal: Terminal): string[] =>
  [...terminal.lastLines(REFUSAL_LINES), terminal.current].map((text) => text.slice(0, LONGEST_QUESTION))
