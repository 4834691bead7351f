import { homedir, userInfo } from 'node:os'
import { plainWords } from '@netraven/contract'
import { z } from 'zod'
import { runProgram } from './cli/program.ts'
import { wire } from './wiring/wire.ts'

z.config({ customError: plainWords })

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort())

// A reader that closed the pipe early (`| head`) has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const around = {
  environment: process.env,
  homeFolder: homedir(),
  osUser: userInfo().username,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupt.signal,
  exitWith: (code: number) => (process.exitCode = code),
}

await runProgram(around, wire({ ...around, cwd: process.cwd() }), process.argv.slice(2))
