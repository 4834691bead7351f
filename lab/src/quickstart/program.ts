import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The bin itself: a signal to an npx process would not reach NetRaven. */
const bin = fileURLToPath(new URL('../../../packages/server/bin/netraven.js', import.meta.url))

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Settings of the terminal that the quickstart was started from must not lead it to another database. */
const ownEnvironment = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NETRAVEN_'))),
  ...more,
})

/** Starts `netraven ARGS…`; the signal ends it. */
export const startNetraven = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): ChildProcess =>
  spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: ownEnvironment(env), signal })

/** Runs a program to its end; each line of its output is handed out as it comes. */
export async function finish(child: ChildProcess, onLine: (line: string) => void = () => {}): Promise<Finished> {
  const stdout: string[] = []
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      stdout.push(line)
      onLine(line)
    })
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve(exitCode ?? 1))
  })
  return { code, stdout: stdout.join('\n'), stderr }
}
