import { DeviceError, escapeControls } from '../errors.ts'
import type { Line } from './line.ts'
import { commonAnswer, demandsNewPassword, ownAnswer } from './login-questions.ts'
import { findPagerMark } from './pager.ts'
import { isSamePrompt, isTypedBack, learnPrompt, looksLikePrompt, type Prompt } from './prompt.ts'
import { tailOf } from './reader.ts'

/** Silence after which a blank line is typed to wake a device that shows no prompt. */
const WAKE_MS = 3000
const MAX_WAKES = 3
const MAX_ANSWERS = 10
const MAX_SIGHTS = 4
/** First the line is killed; a device that shows nothing for it has an empty line, and a blank one brings its prompt. */
const MAX_ERASURES = 2
const KILL_LINE = '\x15'
/** After a command nothing may follow another prompt than the expected one, or one with the command behind it, for this long. */
const UNKNOWN_MS = 250
/** A short prompt also stands in banners: nothing may follow it for this long. */
const WEAK_MS = 250
const WEAK_LENGTH = 3
/** Longest that anything which is not asked for is listened to. */
const MAX_DRAIN_MS = 3000

/** Learns the prompt: the last unterminated line after login, and again after the first command.
 *  Until it is learnt, banners may hold anything that looks like one. What the device said to the first command stays on the
 *  screen. Throws `prompt`, `timeout`, or `auth` where a new password is demanded. */
export async function learnAtLogin(line: Line, firstCommand: string, quietMs: () => number): Promise<Prompt> {
  const { terminal, channel, platform } = line
  const left: Left = { wakes: MAX_WAKES, answers: MAX_ANSWERS, erasures: MAX_ERASURES }
  let candidate = await firstSight(line, left, quietMs)
  let typed = firstCommand
  for (let sight = 0; sight < MAX_SIGHTS; sight++) {
    terminal.clear()
    channel.write(typed + platform.newline)
    const seen = await nextSight(line, left, { candidate, typed })
    if (isSamePrompt(seen, candidate, platform.prompt)) {
      if (sight > 0) await drain(line, quietMs())
      return learnPrompt(seen, platform.prompt)
    }
    candidate = seen
    typed = ''
  }
  throw lost(line)
}

/** Reads what else comes, until nothing does. */
export async function drain(line: Line, quietMs: number): Promise<void> {
  const deadline = Date.now() + MAX_DRAIN_MS
  while (Date.now() < deadline) {
    const chunk = await line.channel.read(quietMs)
    if (!(chunk instanceof Buffer)) return
    line.terminal.write(chunk.toString('latin1'))
  }
}

/** What may still be typed at login without being a command. */
interface Left {
  wakes: number
  answers: number
  erasures: number
}

async function firstSight(line: Line, left: Left, quietMs: () => number): Promise<string> {
  const deadline = Date.now() + line.budgets.idleMs
  for (;;) {
    const tail = loginTail(line)
    if (!(await isQuiet(line, tail, patienceFor(tail, quietMs), deadline))) continue
    if (tail.kind === 'prompt') return tail.text
    respond(line, tail, left)
  }
}

/** How long nothing may follow what stands in the last line at login. */
function patienceFor({ kind, text }: LoginTail, quietMs: () => number): number {
  if (kind === 'text') return WAKE_MS
  return kind === 'prompt' && text.trim().length > WEAK_LENGTH ? quietMs() : WEAK_MS
}

/** Answers a question, erases a command that was typed back, or types a blank line at a device that shows no prompt; a few times. */
function respond(line: Line, tail: LoginTail, left: Left): void {
  if (tail.kind === 'new-password') throw passwordDemanded(line)
  const what = tail.kind === 'question' ? 'answers' : tail.kind === 'typed-back' ? 'erasures' : 'wakes'
  if (left[what] <= 0) return
  left[what] -= 1
  line.channel.write(what === 'erasures' && left.erasures % 2 === 1 ? KILL_LINE : tail.type)
  if (what === 'answers') line.terminal.clear()
}

interface LoginTail {
  readonly kind: 'question' | 'new-password' | 'typed-back' | 'prompt' | 'text'
  readonly text: string
  readonly type: string
}

/** What stands in the last line at login, and what is typed at it once nothing follows. */
function loginTail({ terminal, platform }: Line): LoginTail {
  const text = terminal.current
  const seen = text.slice(-4096)
  const question = ownAnswer(terminal, platform) ?? commonAnswer(seen)
  if (question) return { kind: 'question', text, type: question.type + platform.newline }
  if (demandsNewPassword(seen)) return { kind: 'new-password', text, type: '' }
  const mark = findPagerMark(text, platform.pager)
  if (mark) return { kind: 'question', text, type: mark.key }
  const kind = looksLikePrompt(text, platform.prompt) ? 'prompt' : 'text'
  return { kind, text, type: platform.newline }
}

interface Sight {
  readonly candidate: string
  readonly typed: string
}

/** The next line that looks like a prompt: at once if it is the one seen before, else when nothing follows. */
async function nextSight(line: Line, left: Left, sight: Sight): Promise<string> {
  const { terminal, platform, budgets } = line
  const deadline = Date.now() + budgets.idleMs
  for (;;) {
    if (terminal.finished > 0 && isSamePrompt(terminal.current, sight.candidate, platform.prompt))
      return terminal.current
    const tail = sightTail(line, left, sight)
    if (!(await isQuiet(line, tail, tail.kind === 'text' ? Infinity : UNKNOWN_MS, deadline))) continue
    if (tail.kind === 'prompt') return tail.text
    respond(line, tail, left)
  }
}

/** What stands in the last line after the first command: perhaps that command again, behind its prompt. */
function sightTail(line: Line, { erasures }: Left, { candidate, typed }: Sight): LoginTail {
  const { terminal, platform } = line
  const isBack = erasures > 0 && terminal.finished > 1 && isTypedBack(terminal.current, candidate, typed)
  return isBack ? { kind: 'typed-back', text: '', type: platform.newline } : loginTail(line)
}

/** Whether nothing follows for so long. Throws where the time for the login is over, unless a prompt stands there. */
async function isQuiet(line: Line, { kind }: LoginTail, patienceMs: number, deadline: number): Promise<boolean> {
  const isArrived = await readBanner(line, Math.min(patienceMs, deadline - Date.now()))
  if (Date.now() >= deadline && (isArrived || kind !== 'prompt')) throw lost(line)
  return !isArrived
}

async function readBanner(line: Line, withinMs: number): Promise<boolean> {
  const { terminal, budgets } = line
  const chunk = await line.channel.read(Math.max(0, withinMs))
  if (chunk === 'end')
    throw new DeviceError('closed', 'the device closed the session at login', {
      phase: 'login',
      transcriptTail: tailOf(terminal),
    })
  if (chunk === 'silence') return false
  terminal.write(chunk.toString('latin1'))
  if (terminal.size <= budgets.bannerBytes) return true
  throw ended(
    line,
    new DeviceError('unsupported', `the device sent more than ${budgets.bannerBytes} bytes without a prompt`, {
      phase: 'login',
    }),
  )
}

const passwordDemanded = (line: Line): DeviceError =>
  ended(
    line,
    new DeviceError(
      'auth',
      `the device demands a new password: "${escapeControls(line.terminal.current.trim().slice(-100))}"`,
      { phase: 'login', hint: 'change the password of this account by hand, or use another account' },
    ),
  )

/** No prompt: text makes it `prompt`, silence `timeout`. */
function lost(line: Line): DeviceError {
  const seconds = line.budgets.idleMs / 1000
  const error =
    line.terminal.finished > 0 || line.terminal.current !== ''
      ? new DeviceError('prompt', `the device sent text but no known prompt within ${seconds} s`, {
          phase: 'login',
          hint: 'check the platform of this device',
          transcriptTail: tailOf(line.terminal),
        })
      : new DeviceError('timeout', `the device sent nothing within ${seconds} s after the login`, { phase: 'login' })
  return ended(line, error)
}

function ended(line: Line, error: DeviceError): DeviceError {
  line.fail(error)
  return error
}
