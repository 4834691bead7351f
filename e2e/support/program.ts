import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const node = join(
  dirname(createRequire(import.meta.url).resolve(`node-linux-${process.arch}/package.json`)),
  'bin',
  'node',
)
const main = join(repository, 'packages/server/src/main.ts')

export interface Program {
  readonly child: ChildProcess
  readonly pid: number
  /** All that it wrote so far. */
  readonly stdout: () => string
  readonly stderr: () => string
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>
  kill(signal: NodeJS.Signals): Promise<number | string>
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** `worker.claimed=kill`, see packages/server/src/failpoints/armed.ts. */
  readonly failpoints?: string
}

/** Starts `netraven ARGS…` as one process, without npx between: a signal reaches it. */
export function startProgram(args: readonly string[], options: ProgramOptions = {}): Program {
  const faults = options.failpoints ? ['--conditions=netraven-faults'] : []
  const flags = [
    '--conditions=netraven-source',
    ...faults,
    '--disable-warning=ExperimentalWarning',
    '--liftoff-only',
    '--max-semi-space-size=8',
  ]
  const child = spawn(node, [...flags, main, ...args], {
    cwd: options.cwd ?? repository,
    env: {
      ...cleanEnvironment(),
      ...options.env,
      ...(options.failpoints ? { NETRAVEN_FAILPOINTS: options.failpoints } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const ended = once(child, 'close').then(([code, signal]: (number | string)[]) => code ?? signal ?? 1)
  return {
    child,
    pid: child.pid ?? 0,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ended,
    kill(signal) {
      child.kill(signal)
      return ended
    },
  }
}

/** Runs `netraven ARGS…` to its end. */
export async function runProgram(
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<{ code: number | string; stdout: string; stderr: string }> {
  const program = startProgram(args, options)
  const code = await program.ended
  return { code, stdout: program.stdout(), stderr: program.stderr() }
}

/** The test's own settings must not reach the program. */
function cleanEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'USER']
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** Asks until the answer is there; fails with `what` and the time when `budgetMs` is over. */
export async function until<T>(
  what: string,
  budgetMs: number,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = Date.now() + budgetMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > deadline) throw new Error(`${what}: not within ${budgetMs} ms`)
    await sleep(100)
  }
}
