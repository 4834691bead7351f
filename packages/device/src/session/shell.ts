import type { Budgets } from '../budgets.ts'
import type { Platform } from '../platform.ts'
import type { Credential } from '../transports/credential.ts'
import type { ByteChannel, Transport } from '../transports/transport.ts'
import { endedOnce, keepingPartial, type Answer, type AskOptions } from './answer.ts'
import { withoutTrailer } from './answer-end.ts'
import { withoutEcho } from './echo.ts'
import { raisePrivileges } from './enable.ts'
import { logInShell } from './in-shell-login.ts'
import { drain, learnAtLogin } from './login.ts'
import { isSamePrompt, learnPrompt, type Prompt } from './prompt.ts'
import { leaveShell } from './leave.ts'
import { readAnswer, type Ending, type ReadRules } from './reader.ts'
import type { Line } from './line.ts'
import { findRefusal } from './refusal.ts'
import { createTerminal } from './terminal.ts'

/** A command line on a device, at its prompt between commands. */
export interface Shell {
  readonly prompt: string
  ask(command: string, options?: AskOptions): Promise<Answer>
  /** Whether a blank line brings the prompt at which the shell was opened, and nothing else. Never throws. */
  isAtHome(timeoutMs: number): Promise<boolean>
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

/** A device may echo what is typed while it speaks. */
const DISTURBED = 'something was typed in the middle of the text, at a device that had gone silent there'

/** Opens a shell, learns its prompt, sends the session commands and raises privileges where needed. */
export async function openShell(parts: ShellParts): Promise<Shell> {
  const { transport, platform, budgets } = parts
  const channel = measured(await transport.openShell(), platform.timing.settleMs)
  const line: Line = { channel, terminal: createTerminal(), platform, budgets, fail: transport.fail }
  const isCertain = transport.kind === 'telnet' || platform.login === 'in-shell'
  if (isCertain || platform.inShell)
    await logInShell({ line, isCertain, credential: parts.credential, quietMs: channel.quietMs })
  const [first = '', ...others] = platform.prepare
  const commands = createCommands(line, channel.quietMs, await learnAtLogin(line, first, channel.quietMs))
  const isFirstRefused = commands.refusalIn(line.terminal.takeText(), first) !== undefined
  const refused = [...(isFirstRefused ? [first] : []), ...(await commands.prepare(others))]
  const isRaised = await raisePrivileges({ ...parts, ...commands, line })
  if (isRaised) await commands.prepare(refused)
  const home = commands.prompt()
  return {
    get prompt() {
      return commands.prompt().text
    },
    ask: commands.ask,
    isAtHome: async (timeoutMs) => {
      try {
        const { by, line: last, nudges } = await commands.run('', { timeoutMs })
        return by === 'prompt' && nudges === 0 && isSamePrompt(last, home.text, platform.prompt)
      } catch {
        return false
      }
    },
    leave: () => leaveShell(line),
  }
}

/** Commands on a line whose prompt is known, and learnt anew where it changes. */
function createCommands(line: Line, quietMs: () => number, learnt: Prompt) {
  const { channel, terminal, platform } = line
  let prompt = learnt

  const run = async (command: string, rules: Partial<ReadRules>): Promise<Ending> => {
    const typed = asTyped(command)
    terminal.clear()
    channel.write(typed + platform.newline)
    const longestMs = prompt.isWeak ? LONGEST_QUIET_MS : quietMs()
    const ending = await readAnswer(line, { prompt, typed, quietMs: longestMs, ...rules })
    if (ending.nudges > 0) await settle(line, ending, prompt, (changed) => (prompt = changed))
    return ending
  }
  const ask = async (command: string, options: AskOptions = {}): Promise<Answer> => {
    const { isRoutine, endMark, timeoutMs, onText } = options
    const rules = {
      ...(isRoutine && !prompt.isWeak ? { quietMs: 0 } : {}),
      ...(endMark && { endMark }),
      ...(timeoutMs && { timeoutMs }),
    }
    const before = prompt
    const typed = asTyped(command)
    const ending = await keepingPartial(
      () => withoutEcho(terminal.takeText() + terminal.current, typed, before.text),
      () => run(command, onText ? { ...rules, onText: skippingEcho(typed, before.text, onText) } : rules),
    )
    const text = withoutTrailer(terminal.takeText(), ending, { prompt: before, typed, above: platform.prompt.above })
    const raw = endedOnce(onText ? text : withoutEcho(text, typed, before.text))
    return {
      raw,
      refusal: findRefusal(raw, platform),
      exitStatus: null,
      ...(ending.isDisturbed && { doubt: DISTURBED }),
    }
  }
  return {
    run,
    ask,
    prompt: () => prompt,
    learn: (text: string) => (prompt = learnPrompt(text, platform.prompt)),
    refusalIn: (text: string, command: string) => findRefusal(withoutEcho(text, command, prompt.text), platform),
    /** Sends session commands; gives those that were refused. */
    prepare: async (commands: readonly string[]): Promise<string[]> => {
      const refused: string[] = []
      for (const command of commands)
        if ((await ask(command, { isRoutine: true })).refusal !== undefined) refused.push(command)
      return refused
    },
  }
}

/** A command as bytes, one character each: devices that take letters beyond ASCII take UTF-8. */
const asTyped = (command: string): string => Buffer.from(command, 'utf8').toString('latin1')

/** After a blank line was typed its prompt may still be on the way; a prompt that came back is learnt anew. */
async function settle(line: Line, ending: Ending, prompt: Prompt, learn: (prompt: Prompt) => void): Promise<void> {
  await drain(line, LONGEST_QUIET_MS)
  const isKnown = prompt.matches(ending.line) || ending.line.trimEnd() === prompt.text.trimEnd()
  if (!isKnown) learn(learnPrompt(ending.line, line.platform.prompt))
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

/** Adds a stopwatch to a channel: the quiet time is the shortest answer seen, plus a little; a slow device has a longest of its own. */
function measured(channel: ByteChannel, longestMs = LONGEST_QUIET_MS): ByteChannel & { quietMs(): number } {
  let asked = Date.now()
  let roundTripMs = Infinity
  return {
    ...channel,
    quietMs: () => Math.min(longestMs, roundTripMs + QUIET_SLACK_MS),
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
