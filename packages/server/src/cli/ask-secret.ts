import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { CommandFailure, exitCodes } from './failure.ts'
import type { Surroundings } from './surroundings.ts'

/** Asks for a secret on the terminal without echo; undefined when nobody is there to answer. Ctrl-C and Ctrl-D end the
 *  command as an interruption. */
export async function askSecret(
  question: string,
  { stdin, stderr, signal }: Surroundings,
): Promise<string | undefined> {
  if (!stdin.isTTY) return undefined
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: stdin, output: silent, terminal: true })
  stderr.write(question)
  const left = new AbortController()
  terminal.once('close', () => left.abort())
  try {
    return await terminal.question('', { signal: AbortSignal.any([signal, left.signal]) })
  } catch (cause) {
    throw new CommandFailure(exitCodes.interrupted, 'interrupted', { cause })
  } finally {
    terminal.close()
    stderr.write('\n')
  }
}
