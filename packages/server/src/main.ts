import { homedir, userInfo } from 'node:os'
import { createProgram } from './cli/program.ts'

const interrupt = new AbortController()
process.once('SIGINT', () => interrupt.abort())

await createProgram({
  environment: process.env,
  homeFolder: homedir(),
  osUser: userInfo().username,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupt.signal,
  exitWith: (code) => (process.exitCode = code),
}).parseAsync()
