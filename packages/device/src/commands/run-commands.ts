import { DeviceError } from '../errors.ts'
import type { ExecOptions } from '../transports/transport.ts'
import { parseAnswer, type AnswerFormat, type ParsedAnswer } from './parse-answer.ts'

/** What became of one command. */
export type CommandResult = ParsedAnswer & {
  readonly command: string
  /** The whole answer; empty when there is an error. */
  readonly output: string
  /** Of an exec channel; null in a shell and where the device gave none. */
  readonly exitStatus: number | null
  readonly elapsedMs: number
  readonly error?: DeviceError
}

/** How commands are run. */
export interface RunOptions extends ExecOptions {
  /** What is made of each answer. Default: `none`. */
  readonly parse?: AnswerFormat
  /** Behind a refused command: `stop` (default) or go on with the next. Any other error ends the session, and so the run. */
  readonly afterRefusal?: 'stop' | 'continue'
  /** Ends the run; the command that is under way is not waited for. */
  readonly signal?: AbortSignal
}

/** What a run needs of a session. */
export interface CommandLine {
  readonly platform: { readonly id: string }
  send(command: string, options?: ExecOptions): Promise<{ readonly output: string; readonly exitStatus: number | null }>
}

/** Runs commands in order, one result each. The next one is sent when the last result was taken, so a slow reader holds the
 *  device back. A failure is a result too, the last one unless it is a refusal and `afterRefusal` is `continue`; the results
 *  before it stand. Throws nothing of the device's.
 *  @example
 *  for await (const { command, output, error } of session.run(['show version', 'show clock'])) print(command, error ?? output) */
export async function* runCommands(
  session: CommandLine,
  commands: Iterable<string> | AsyncIterable<string>,
  options: RunOptions = {},
): AsyncGenerator<CommandResult, void, undefined> {
  for await (const command of commands) {
    const result = await runOne(session, command, options)
    yield result
    if (result.error && !(result.error.kind === 'rejected' && options.afterRefusal === 'continue')) return
  }
}

async function runOne(session: CommandLine, command: string, options: RunOptions): Promise<CommandResult> {
  const { parse = 'none', signal, afterRefusal: _, ...how } = options
  const started = performance.now()
  const elapsedMs = () => Math.round(performance.now() - started)
  try {
    const { output, exitStatus } = await unlessAborted(signal, () => session.send(command, how))
    const answer = { platform: session.platform.id, command, output }
    return { command, output, exitStatus, elapsedMs: elapsedMs(), ...parseAnswer(answer, parse) }
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    return { command, output: '', exitStatus: null, elapsedMs: elapsedMs(), error }
  }
}

/** Does not wait longer than until the signal. */
async function unlessAborted<T>(signal: AbortSignal | undefined, act: () => Promise<T>): Promise<T> {
  if (!signal) return act()
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(new DeviceError('cancelled', 'the run was cancelled', { phase: 'command' }))
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await (signal.aborted ? aborted.promise : Promise.race([act(), aborted.promise]))
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
