import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Surroundings } from './surroundings.ts'

/** Asks for a secret on the terminal without echo; undefined when nobody is there to answer. */
export async function askSecret(
  question: string,
  { stdin, stderr, signal }: Surroundings,
): Promise<string | undefined> {
  if (!stdin.isTTY) return undefined
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: stdin, output: silent, terminal: true })
  stderr.write(question)
  try {
    return await terminal.question('', { signal })
  } finally {
    terminal.close()
    stderr.write('\n')
  }
}
