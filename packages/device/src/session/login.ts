import { DeviceError } from '../errors.ts'
import { tailOf, type Line } from './reader.ts'
import { learnPrompt, looksLikePrompt, type Prompt } from './prompt.ts'

/** Silence after which a blank line is typed to wake a device that shows no prompt. */
const WAKE_MS = 3000
const MAX_WAKES = 3
const MAX_SIGHTS = 4

/** Learns the prompt: the last unterminated line after login, and again after the first command.
 *  Until it is learnt, banners may hold anything that looks like one. Throws `prompt` or `timeout`. */
export async function learnAtLogin(line: Line, firstCommand: string, settleMs: number): Promise<Prompt> {
  let candidate = await firstSight(line, settleMs)
  let typed = firstCommand
  for (let sight = 0; sight < MAX_SIGHTS; sight++) {
    line.terminal.clear()
    line.channel.write(typed + line.platform.newline)
    const seen = await nextSight(line, candidate, settleMs)
    if (seen === candidate) {
      if (sight > 0) await drain(line, settleMs)
      return learnPrompt(seen, line.platform.prompt)
    }
    candidate = seen
    typed = ''
  }
  throw lost(line)
}

/** Reads what else comes, until nothing does. */
export async function drain(line: Line, quietMs: number): Promise<void> {
  for (;;) {
    const chunk = await line.channel.read(quietMs)
    if (!(chunk instanceof Buffer)) return
    line.terminal.write(chunk.toString('latin1'))
  }
}

async function firstSight(line: Line, settleMs: number): Promise<string> {
  const deadline = Date.now() + line.budgets.idleMs
  const wakes = { left: MAX_WAKES }
  for (;;) {
    const tail = loginTail(line)
    const patienceMs = tail.kind === 'text' ? WAKE_MS : settleMs
    const isArrived = await readBanner(line, Math.min(patienceMs, deadline - Date.now()))
    if (!isArrived && tail.kind === 'prompt') return tail.text
    if (!isArrived && Date.now() >= deadline) throw lost(line)
    if (!isArrived) respond(line, tail, wakes)
  }
}

/** Answers a question, or types a blank line at a device that shows no prompt, a few times. */
function respond({ channel, platform, terminal }: Line, tail: LoginTail, wakes: { left: number }): void {
  if (tail.kind === 'text' && wakes.left-- <= 0) return
  channel.write(tail.type + platform.newline)
  if (tail.kind === 'question') terminal.clear()
}

interface LoginTail {
  readonly kind: 'question' | 'prompt' | 'text'
  readonly text: string
  readonly type: string
}

/** What stands in the last line at login, and what is typed at it once nothing follows. */
function loginTail({ terminal, platform }: Line): LoginTail {
  const text = terminal.current
  const question = platform.loginAnswers.find(({ asks }) => asks.test(text.slice(-4096)))
  if (question) return { kind: 'question', text, type: question.type }
  return { kind: looksLikePrompt(text, platform.prompt) ? 'prompt' : 'text', text, type: '' }
}

/** The next line that looks like a prompt: at once if it is the one seen before, else when nothing follows. */
async function nextSight(line: Line, candidate: string, settleMs: number): Promise<string> {
  const { terminal, platform, budgets } = line
  const started = Date.now()
  for (;;) {
    const isSame = terminal.current === candidate
    if (isSame && terminal.finished > 0) return candidate
    const isCandidate = looksLikePrompt(terminal.current, platform.prompt)
    const isArrived = await readBanner(
      line,
      Math.min(isCandidate ? Math.max(settleMs, 250) : Infinity, started + budgets.idleMs - Date.now()),
    )
    if (isArrived) continue
    if (isCandidate) return terminal.current
    if (Date.now() - started >= budgets.idleMs) throw lost(line)
  }
}

async function readBanner(line: Line, withinMs: number): Promise<boolean> {
  const { channel, terminal, budgets } = line
  const chunk = await channel.read(Math.max(0, withinMs))
  if (chunk === 'end')
    throw new DeviceError('closed', 'the device closed the session at login', {
      phase: 'login',
      transcriptTail: tailOf(terminal),
    })
  if (chunk === 'silence') return false
  terminal.write(chunk.toString('latin1'))
  if (terminal.size <= budgets.bannerBytes) return true
  const error = new DeviceError(
    'unsupported',
    `the device sent more than ${budgets.bannerBytes} bytes without a prompt`,
    { phase: 'login' },
  )
  line.fail(error)
  throw error
}

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
  line.fail(error)
  return error
}
