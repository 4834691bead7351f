import { Readable, Writable } from 'node:stream'
import { runProgram } from '../program.ts'
import type { Wired } from '../wired.ts'

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface TerminalOptions {
  readonly environment?: Readonly<Record<string, string>>
  readonly stdin?: string
  readonly signal?: AbortSignal
  readonly isTTY?: boolean
}

/** Runs a command line as a terminal would, in this process. */
export async function runInTerminal(
  wired: Wired,
  argv: readonly string[],
  options: TerminalOptions = {},
): Promise<Ended> {
  const [out, err] = [collector(), collector()]
  let code = 0
  const around = {
    environment: options.environment ?? {},
    homeFolder: '/nonexistent',
    osUser: 'olive',
    stdin: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    stdout: Object.assign(out.stream, { isTTY: options.isTTY ?? false }),
    stderr: err.stream,
    signal: options.signal ?? new AbortController().signal,
    exitWith: (given: number) => void (code = given),
  }
  await runProgram(around, wired, argv)
  return { code, out: out.text(), err: err.text() }
}

function collector(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      chunks.push(Buffer.from(chunk))
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString() }
}
