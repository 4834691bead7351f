import type { Budgets } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { Credential } from '../transports/ssh-auth.ts'
import type { ByteChannel, Transport } from '../transports/transport.ts'
import { endedOnce, keepingPartial, type Answer, type AskOptions } from './answer.ts'
import { withoutEcho } from './echo.ts'
import { logInShell } from './in-shell-login.ts'
import { drain, learnAtLogin } from './login.ts'
import { learnPrompt, type Prompt } from './prompt.ts'
import { readAnswer, tailOf, type Ending, type Line, type ReadRules } from './reader.ts'
import { findRefusal } from './refusal.ts'
import { createTerminal } from './terminal.ts'

/** A command line on a device, at its prompt between commands. */
export interface Shell {
  readonly prompt: string
  ask(command: string, options?: AskOptions): Promise<Answer>
  /** Says goodbye and frees the line, whatever the device answers. */
  leave(): Promise<void>
}

export interface ShellParts {
  readonly transport: Transport
  readonly platform: Platform
  readonly budgets: Budgets
  readonly credential?: Credential | undefined
  readonly enableSecret?: (() => string | Promise<string>) | undefined
}

const LONGEST_QUIET_MS = 250
/** Above a round trip, so that what was sent together also arrives together. */
const QUIET_SLACK_MS = 20
const LEAVE_MS = 300

/** A device may echo what is typed while it speaks. */
const DISTURBED = 'a blank line was typed in the middle of the text, at a line that looked like a new prompt'

/** Opens a shell, learns its prompt, sends the session commands and raises privileges where needed. */
export async function openShell(parts: ShellParts): Promise<Shell> {
  const { transport, platform, budgets } = parts
  const channel = measured(await transport.openShell())
  const line: Line = { channel, terminal: createTerminal(), platform, budgets, fail: transport.fail }
  if (transport.kind === 'telnet' || platform.login === 'in-shell')
    await logInShell({ line, credential: parts.credential, quietMs: channel.quietMs })
  const [first = '', ...others] = platform.prepare
  let prompt = await learnAtLogin(line, first, channel.quietMs())

  const run = async (typed: string, rules: Partial<ReadRules>): Promise<Ending> => {
    line.terminal.clear()
    channel.write(typed + platform.newline)
    const ending = await readAnswer(line, {
      prompt,
      quietMs: prompt.isWeak ? LONGEST_QUIET_MS : channel.quietMs(),
      ...rules,
    })
    if (ending.nudges > 0) await settle(line, ending, prompt, (learnt) => (prompt = learnt))
    return ending
  }
  const ask = async (command: string, options: AskOptions = {}): Promise<Answer> => {
    const { isRoutine, endMark, timeoutMs, onText } = options
    const rules = {
      ...(isRoutine && !prompt.isWeak ? { quietMs: 0 } : {}),
      ...(endMark && { endMark }),
      ...(timeoutMs && { timeoutMs }),
    }
    const before = prompt.text
    const ending = await keepingPartial(
      () => withoutEcho(line.terminal.takeText() + line.terminal.current, command, before),
      () => run(command, onText ? { ...rules, onText: skippingEcho(command, before, onText) } : rules),
    )
    const text = withoutPrompts(line.terminal.takeText(), ending)
    const raw = endedOnce(onText ? text : withoutEcho(text, command, before))
    const isDisturbed = ending.nudges > (ending.isNewPrompt ? 1 : 0)
    return {
      raw,
      refusal: findRefusal(raw, platform),
      exitStatus: null,
      ...(isDisturbed && { doubt: DISTURBED }),
    }
  }
  for (const command of others) await ask(command, { isRoutine: true })
  await enable({
    ...parts,
    line,
    run,
    isReady: (ready) => prompt.text.trimEnd().endsWith(ready),
    learn: (text) => (prompt = learnPrompt(text, platform.prompt)),
  })
  return {
    get prompt() {
      return prompt.text
    },
    ask,
    leave: () => leave(line),
  }
}

interface EnableParts extends ShellParts {
  readonly line: Line
  readonly run: (typed: string, rules: Partial<ReadRules>) => Promise<Ending>
  readonly isReady: (ready: string) => boolean
  readonly learn: (prompt: string) => void
}

/** Raises privileges only where the prompt isn't privileged already. Success is the prompt, not the words. */
async function enable({ platform, enableSecret, line, run, isReady, learn }: EnableParts): Promise<void> {
  const mode = platform.enable
  if (!mode || isReady(mode.ready)) return
  let ending = await run(mode.command, { asks: mode.asks })
  if (ending.by === 'question') ending = await run((await enableSecret?.()) ?? '', { asks: mode.asks })
  for (let refusals = 0; ending.by === 'question' && refusals < 3; refusals++)
    ending = await run('', { asks: mode.asks })
  if (ending.by === 'prompt') learn(ending.line)
  if (isReady(mode.ready) || !enableSecret) return // without a secret the device may still show what this account may see
  throw new DeviceError('auth', 'the device refused the enable secret', {
    phase: 'enable',
    hint: 'check the enable secret',
    transcriptTail: tailOf(line.terminal),
  })
}

/** Leaves one level after the other; a question about saving is answered with no. Never waits long, never fails. */
async function leave({ channel, terminal, platform }: Line): Promise<void> {
  try {
    for (const command of platform.leave) {
      terminal.clear()
      channel.write(command + platform.newline)
      for (let chunk = await channel.read(LEAVE_MS); chunk instanceof Buffer; chunk = await channel.read(LEAVE_MS)) {
        terminal.write(chunk.toString('latin1'))
        if (/\bsav(e|ing)\b.*[?:\])]\s*$/i.test(terminal.current)) channel.write(`n${platform.newline}`)
        else if (terminal.current !== '' && terminal.finished > 0) break
      }
    }
  } catch {
    // the line is being given up anyway
  }
  channel.close()
}

/** After a blank line was typed its prompt may still be on the way; a prompt that came back is learnt anew. */
async function settle(line: Line, ending: Ending, prompt: Prompt, learn: (prompt: Prompt) => void): Promise<void> {
  await drain(line, LONGEST_QUIET_MS)
  if (!prompt.matches(ending.line)) learn(learnPrompt(ending.line, line.platform.prompt))
}

/** Takes away the prompts that typed blank lines brought. */
function withoutPrompts(text: string, { nudges, line }: Ending): string {
  let rest = text
  for (let left = nudges; left > 0 && `\n${rest}`.endsWith(`\n${line}\n`); left--)
    rest = rest.slice(0, -line.length - 1)
  return rest
}

/** Hands on all lines but the echo of the command. */
function skippingEcho(command: string, prompt: string, onText: (text: string) => Promise<void>) {
  let isFirst = true
  return async (text: string) => {
    const rest = isFirst ? withoutEcho(text, command, prompt) : text
    isFirst = false
    if (rest !== '') await onText(rest)
  }
}

/** Adds a stopwatch to a channel: the quiet time is the shortest answer seen, plus a little. */
function measured(channel: ByteChannel): ByteChannel & { quietMs(): number } {
  let asked = Date.now()
  let roundTripMs = Infinity
  return {
    ...channel,
    quietMs: () => Math.min(LONGEST_QUIET_MS, roundTripMs + QUIET_SLACK_MS),
    write: (text) => {
      asked = Date.now()
      channel.write(text)
    },
    read: async (withinMs) => {
      const chunk = await channel.read(withinMs)
      if (chunk instanceof Buffer && asked > 0) {
        roundTripMs = Math.min(roundTripMs, Date.now() - asked)
        asked = 0
      }
      return chunk
    },
  }
}
