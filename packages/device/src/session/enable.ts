import { DeviceError } from '../errors.ts'
import type { Line } from './line.ts'
import { tailOf, type Ending, type ReadRules } from './reader.ts'

interface EnableParts {
  readonly line: Line
  readonly enableSecret?: (() => string | Promise<string>) | undefined
  readonly run: (typed: string, rules: Partial<ReadRules>) => Promise<Ending>
  readonly isReady: (ready: string) => boolean
  readonly learn: (prompt: string) => void
}

/** A device that goes on asking is given blank lines, at most so many, until it shows a prompt again. */
const MOST_BLANKS = 3

/** Raises privileges only where the prompt isn't privileged already; true when they were raised. Success is the prompt, not the words.
 *  It is no error where there is no secret or the device wants none: it may still show what this account may see. */
export async function raisePrivileges({ line, enableSecret, run, isReady, learn }: EnableParts): Promise<boolean> {
  const mode = line.platform.enable
  if (!mode || isReady(mode.ready)) return false
  let ending = await run(mode.command, { asks: mode.asks })
  const isAsked = ending.by === 'question'
  if (ending.by === 'question') ending = await run((await enableSecret?.()) ?? '', { asks: mode.asks, typed: '' })
  for (let blanks = 0; ending.by === 'question' && blanks < MOST_BLANKS; blanks++)
    ending = await run('', { asks: mode.asks })
  if (ending.by === 'prompt') learn(ending.line)
  if (isReady(mode.ready)) return true
  const isDenied = isAsked || (mode.denied?.test(line.terminal.lastLines(5).join('\n')) ?? false)
  if (!enableSecret || !isDenied) return false
  throw new DeviceError('auth', 'the device refused the enable secret', {
    phase: 'enable',
    hint: 'check the enable secret',
    transcriptTail: tailOf(line.terminal),
  })
}
