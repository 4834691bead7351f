import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** True where processes can be given a core of their own. */
const canPin = ((): boolean => {
  try {
    execFileSync('taskset', ['-p', String(process.pid)], { stdio: 'ignore' })
    return cpus().length > 1
  } catch {
    return false
  }
})()

/** A program of this folder as a process, on one core where that is possible. */
export function start(program: string, core: 0 | 1, ...args: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(program, import.meta.url))
  const command = [
    process.execPath,
    '--conditions=netraven-source',
    '--disable-warning=ExperimentalWarning',
    file,
    ...args,
  ]
  const [name = '', ...rest] = canPin ? ['taskset', '-c', String(core), ...command] : command
  return spawn(name, rest, { stdio: ['pipe', 'pipe', 'inherit'] })
}

/** The next line that a child prints, as JSON. */
export async function heard<T>(child: ChildProcess): Promise<T> {
  if (!child.stdout) throw new Error('the child has no output')
  const lines = createInterface({ input: child.stdout })
  const [line] = (await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`a process of the benchmark ended with ${code}`))),
  ])) as [string]
  lines.close()
  return JSON.parse(line) as T
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
