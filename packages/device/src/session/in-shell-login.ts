import { DeviceError, escapeControls, type DeviceErrorKind } from '../errors.ts'
import type { Credential } from '../transports/credential.ts'
import { isDenied, isDeniedInOwnWords, loginTail, type LoginTail } from './in-shell-login-questions.ts'
import type { Line } from './line.ts'
import { findPagerMark } from './pager.ts'

export interface InShellLoginParts {
  readonly line: Line
  /** Whether the questions certainly come, or come on some models only. */
  readonly isCertain: boolean
  readonly credential: Credential | undefined
  /** How long nothing may follow a question, ms. */
  readonly quietMs: () => number
}

/** Silence after which a return is typed to wake a device that shows nothing, such as behind a console server; each time
 *  twice as long, because a slow device takes every return for an answer to the question that it is about to ask. */
const WAKE_MS = 3000
/** A line of a banner may end like a prompt; a device that asks nothing shows nothing else for this long. */
const UNASKED_PROMPT_MS = 1000
/** A refusal is followed by the next question or the end, or stands alone for this long; a message of the day may use the
 *  same words. */
const REFUSED_MS = 5000
/** Nothing may follow a question for the password for this long, however fast the device is. */
const PASSWORD_QUIET_MS = 100
/** Returns to wake the device, user names, answers to other questions, pages of a banner: no device needs more. */
const MOST = { wake: 4, user: 3, answer: 6, page: 100 }

/** One login, from question to question. */
interface Login extends InShellLoginParts {
  readonly deadline: number
  readonly times: Record<keyof typeof MOST, number>
  /** What was typed last. */
  typed: string
  /** The password, once it was typed. */
  password: string | undefined
  bytes: number
}

/** Answers the questions for user and password in a shell; over when the device shows what looks like a prompt.
 *  The password is typed once, at a question for a password with nothing behind it, and stands in no error.
 *  Throws `auth` where it is refused or something else is asked, `timeout` for silence, `prompt` for text that asks
 *  nothing, `closed`, `unsupported` for a flood. */
export async function logInShell(parts: InShellLoginParts): Promise<void> {
  const { terminal, platform, budgets } = parts.line
  const login: Login = {
    ...parts,
    deadline: Date.now() + budgets.authMs,
    times: { wake: 0, user: 0, answer: 0, page: 0 },
    typed: '',
    password: undefined,
    bytes: 0,
  }
  for (;;) {
    const tail = loginTail(terminal, platform, login.typed)
    if (await readMore(login, patienceFor(login, tail))) continue
    if (tail.kind === 'prompt') break
    await respond(login, tail)
  }
  terminal.takeText() // where a device echoes the password, it is among them
}

/** How long nothing may follow before the last line counts. */
function patienceFor(login: Login, { kind }: LoginTail): number {
  const { deadline, password, quietMs, isCertain } = login
  const leftMs = Math.max(0, deadline - Date.now())
  const quiet = (): number => {
    if (kind === 'prompt') return isCertain && password === undefined ? UNASKED_PROMPT_MS : quietMs()
    if (kind === 'password') return Math.max(PASSWORD_QUIET_MS, quietMs())
    if (kind === 'refusal') return REFUSED_MS
    if (kind === 'text') return mayWake(login) ? WAKE_MS * 2 ** login.times.wake : leftMs
    return kind === 'question' ? leftMs : quietMs()
  }
  return Math.min(leftMs, quiet())
}

/** Shows what arrives; false when nothing did. */
async function readMore(login: Login, withinMs: number): Promise<boolean> {
  const { channel, terminal, platform, budgets } = login.line
  const chunk = await channel.read(withinMs)
  if (chunk === 'silence') return false
  if (chunk === 'end') {
    const isRefused = login.password !== undefined || isDenied(terminal, platform)
    throw isRefused ? refused(login) : end(login, 'closed', 'the device closed the session at login')
  }
  terminal.write(chunk.toString('latin1'))
  login.bytes += chunk.length
  const [firstLine = terminal.current] = login.bytes < 256 ? terminal.lastLines(10) : ['']
  if (/^SSH-\d/.test(firstLine))
    throw end(login, 'unsupported', 'the device speaks SSH there, not Telnet', { hint: 'use ssh, or another port' })
  if (login.bytes > budgets.bannerBytes)
    throw end(login, 'unsupported', `the device sent more than ${budgets.bannerBytes} bytes at login`)
  return true
}

/** Does what the last line wants. */
async function respond(login: Login, tail: LoginTail): Promise<void> {
  switch (tail.kind) {
    case 'user':
      return answerUser(login)
    case 'password':
      return answerPassword(login)
    case 'answer':
      return typeSome(login, 'answer', tail.type)
    case 'page':
      return turnPage(login, tail.type)
    case 'key':
      return typeSome(login, 'wake', '')
    case 'refusal':
      if (login.password !== undefined || isDeniedInOwnWords(login.line.terminal, login.line.platform))
        throw refused(login)
      return wake(login)
    case 'another-password':
      throw askedElse(login)
    case 'question':
      throw late(login)
    default:
      return wake(login)
  }
}

function answerUser(login: Login): void {
  const { credential, password, line } = login
  if (password !== undefined) throw refused(login)
  if (!credential) throw end(login, 'auth', 'the device asks for a user name, and there is no credential')
  typeSome(login, 'user', typeable(login, credential.username + line.platform.usernameSuffix))
}

async function answerPassword(login: Login): Promise<void> {
  if (login.password !== undefined) throw refused(login)
  login.password = typeable(login, await passwordOf(login))
  type(login, login.password)
}

async function passwordOf(login: Login): Promise<string> {
  try {
    const password = await login.credential?.password?.()
    if (password !== undefined) return password
  } catch (cause) {
    throw end(login, 'auth', 'the credential could not be read', { cause })
  }
  throw end(login, 'auth', 'the device asks for a password, and the credential has none')
}

/** A secret as it is typed, one character a byte; it must be one line. */
function typeable(login: Login, text: string): string {
  if (/[\0\r\n]/.test(text)) throw end(login, 'auth', 'user name and password must be one line each')
  return Buffer.from(text, 'utf8').toString('latin1')
}

function type(login: Login, text: string): void {
  const { channel, terminal, platform } = login.line
  terminal.clear()
  channel.write(text + platform.newline)
  login.typed = text
}

function typeSome(login: Login, what: keyof typeof MOST, text: string): void {
  login.times[what] += 1
  if (login.times[what] > MOST[what]) throw late(login)
  type(login, text)
}

/** A banner through a pager; the screen stays, because the mark is erased on it. */
function turnPage(login: Login, key: string): void {
  login.times.page += 1
  if (login.times.page > MOST.page) throw late(login)
  const mark = findPagerMark(login.line.terminal.current, login.line.platform.pager)
  login.line.terminal.eraseFrom(mark?.column ?? 0)
  login.line.channel.write(key)
}

function wake(login: Login): void {
  const { channel, platform } = login.line
  if (Date.now() >= login.deadline) throw late(login)
  if (!mayWake(login)) return
  login.times.wake += 1
  channel.write(platform.newline)
}

/** A return typed while the device is busy with an answer might answer its next question: a second, empty password. */
const mayWake = (login: Login): boolean =>
  login.times.wake < MOST.wake && (login.password === undefined ? login.times.user === 0 : said(login) !== '')

/** What the device has said since something was typed, without the echo of it. */
const said = ({ line: { terminal }, typed }: Login): string =>
  [...terminal.lastLines(10), terminal.current].join('').replace(typed, '').trim()

const refused = (login: Login): DeviceError =>
  end(login, 'auth', 'the device refused user name and password', { hint: 'check user name and password' })

function askedElse(login: Login): DeviceError {
  const question = escapeControls(login.line.terminal.current.trim().slice(-100))
  return end(login, 'auth', `the device asks "${question}", which is not the password question`)
}

function late(login: Login): DeviceError {
  const seconds = login.line.budgets.authMs / 1000
  if (said(login) === '') return end(login, 'timeout', `the device said nothing more at login (${seconds} s)`)
  return end(login, 'prompt', `the device asks for no login and shows no known prompt (${seconds} s)`, {
    hint: 'check the platform of this device',
  })
}

/** Ends the visit. */
function end(
  login: Login,
  kind: DeviceErrorKind,
  message: string,
  { hint, cause }: { readonly hint?: string; readonly cause?: unknown } = {},
): DeviceError {
  const transcriptTail = tailWithoutPassword(login)
  const details = { phase: 'auth' as const, ...(hint && { hint }), ...(transcriptTail && { transcriptTail }) }
  const error = new DeviceError(kind, message, details, { cause })
  login.line.fail(error)
  return error
}

/** The last lines on the screen, safe to print; nothing where the password may be among them in pieces. */
function tailWithoutPassword({ line: { terminal }, password }: Login): string {
  const text = [...terminal.lastLines(10), terminal.current].join('\n')
  if (!password) return escapeControls(text.slice(-1000))
  const masked = text.replaceAll(password, '********')
  const isInPieces = masked.replace(/\s/g, '').includes(password.replace(/\s/g, ''))
  return isInPieces ? '' : escapeControls(masked.slice(-1000))
}
