import { DeviceError } from '../errors.ts'
import type { EnableMode } from '../platform.ts'
import type { Credential } from '../transports/credential.ts'
import type { Line } from './line.ts'
import type { Prompt } from './prompt.ts'
import { tailOf, type Ending, type ReadRules } from './reader.ts'

interface EnableParts {
  readonly line: Line
  readonly credential?: Credential | undefined
  readonly enableSecret?: (() => string | Promise<string>) | undefined
  readonly run: (typed: string, rules: Partial<ReadRules>) => Promise<Ending>
  readonly prompt: () => Prompt
  readonly learn: (prompt: string) => void
}

/** A device that goes on asking is given blank lines, at most so many, until it shows a prompt again. */
const MOST_BLANKS = 3

/** Raises privileges only where the prompt isn't privileged already; true when they were raised. Success is the prompt, not the words.
 *  It is no error where there is no secret or the device wants none: it may still show what this account may see. */
export async function raisePrivileges(parts: EnableParts): Promise<boolean> {
  const { line, enableSecret, prompt, learn } = parts
  const mode = line.platform.enable
  const isReady = (): boolean => mode !== undefined && prompt().text.trimEnd().endsWith(mode.ready)
  if (!mode || isReady()) return false
  const { ending, isAsked } = await askForThem(parts, mode)
  if (ending.by === 'prompt') learn(ending.line)
  if (isReady()) return true
  const isDenied = isAsked || (mode.denied?.test(line.terminal.lastLines(5).join('\n')) ?? false)
  if (!enableSecret || !isDenied) return false
  throw refused(line, 'the device refused the enable secret', 'check the enable secret')
}

/** Types the command, then the user name and the secret where they are asked for; each once. */
async function askForThem({ line, run, credential, enableSecret }: EnableParts, mode: EnableMode) {
  const asks = mode.asksUser ? new RegExp(`(?:${mode.asks.source})|(?:${mode.asksUser.source})`, 'i') : mode.asks
  let ending = await run(mode.command, { asks })
  if (ending.by === 'question' && mode.asksUser?.test(ending.line))
    ending = await run(credential?.username ?? '', { asks: mode.asks, typed: '' })
  const isAsked = ending.by === 'question'
  if (isAsked) ending = await run(oneLine(line, (await enableSecret?.()) ?? ''), { asks: mode.asks, typed: '' })
  for (let blanks = 0; ending.by === 'question' && blanks < MOST_BLANKS; blanks++)
    ending = await run('', { asks: mode.asks })
  return { ending, isAsked }
}

/** What follows a line end would be typed as a command. */
function oneLine(line: Line, secret: string): string {
  if (!/[\0\r\n]/.test(secret)) return secret
  throw refused(line, 'the enable secret has a line end in it', 'give an enable secret of one line')
}

const refused = ({ terminal }: Line, message: string, hint: string): DeviceError =>
  new DeviceError('auth', message, { phase: 'enable', hint, transcriptTail: tailOf(terminal) })
