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
  let candidate = await firstSight(line, quietMs)
  let typed = firstCommand
  for (let sight = 0; sight < MAX_SIGHTS; sight++) {
    terminal.clear()
    channel.write(typed + platform.newline)
    const seen = await nextSight(line, { candidate, typed })
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

async function firstSight(line: Line, quietMs: () => number): Promise<string> {
  const deadline = Date.now() + line.budgets.idleMs
  const left = { wakes: MAX_WAKES, answers: MAX_ANSWERS }
  for (;;) {
    const tail = loginTail(line)
    const isWeak = tail.kind !== 'prompt' || tail.text.trim().length <= WEAK_LENGTH
    const patienceMs = tail.kind === 'text' ? WAKE_MS : isWeak ? WEAK_MS : quietMs()
    const isArrived = await readBanner(line, Math.min(patienceMs, deadline - Date.now()))
    if (!isArrived && tail.kind === 'prompt') return tail.text
    if (Date.now() >= deadline) throw lost(line)
    if (!isArrived) respond(line, tail, left)
  }
}

/** Answers a question, or types a blank line at a device that shows no prompt, a few times. */
function respond(line: Line, tail: LoginTail, left: { wakes: number; answers: number }): void {
  const { channel, terminal } = line
  if (tail.kind === 'new-password') throw passwordDemanded(line)
  const isQuestion = tail.kind === 'question'
  if (isQuestion ? left.answers-- <= 0 : left.wakes-- <= 0) return
  channel.write(tail.type)
  if (isQuestion) terminal.clear()
}

interface LoginTail {
  readonly kind: 'question' | 'new-password' | 'prompt' | 'text'
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
async function nextSight(line: Line, { candidate, typed }: Sight): Promise<string> {
  const { terminal, channel, platform, budgets } = line
  const deadline = Date.now() + budgets.idleMs
  let erased = 0
  for (;;) {
    if (terminal.finished > 0 && isSamePrompt(terminal.current, candidate, platform.prompt)) return terminal.current
    const isBack = erased < 2 && isTypedBack(terminal.current, candidate, typed) && terminal.finished > 1
    const isCandidate = !isBack && looksLikePrompt(terminal.current, platform.prompt)
    const patienceMs = isBack || isCandidate ? UNKNOWN_MS : Infinity
    const isArrived = await readBanner(line, Math.min(patienceMs, deadline - Date.now()))
    if (!isArrived && isCandidate) return terminal.current
    if (Date.now() >= deadline) throw lost(line)
    if (!isArrived && isBack) channel.write(erased++ === 0 ? '\x15' : platform.newline)
  }
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
