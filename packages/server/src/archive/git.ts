import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { devNull } from 'node:os'
import { AppError } from '../errors/app-error.ts'

/** Where the program is looked for when the wiring names no search path. */
const usualPlaces = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin:/run/current-system/sw/bin'

/** Nothing that we ask answers with more. */
const maxOutputBytes = 64 * 1024 * 1024

export interface GitAnswer {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

export interface GitOptions {
  readonly input?: string | Buffer
  /** Exit codes that are an answer; any other is an error. Default: 0. */
  readonly accept?: readonly number[]
  readonly signal?: AbortSignal | undefined
}

/** Git was there and did not do what it was told; the message holds its own words. */
export class GitError extends Error {
  override readonly name = 'GitError'
}

export type GitChild = ChildProcessWithoutNullStreams

/** Git on one bare repository. This file is the only one that runs Git: argument arrays, no shell, no configuration
 *  but the repository's own, no hooks, no questions. */
export interface Git {
  readonly directory: string
  run(args: readonly string[], options?: GitOptions): Promise<GitAnswer>
  /** A child to talk with. The caller ends it. */
  start(args: readonly string[], signal?: AbortSignal): GitChild
}

export function createGit(directory: string, searchPath = usualPlaces): Git {
  const environment = {
    PATH: searchPath,
    HOME: devNull,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
  }
  const start = (args: readonly string[], signal?: AbortSignal): GitChild =>
    spawn('git', ['--git-dir', directory, '-c', `core.hooksPath=${devNull}`, ...args], {
      env: environment,
      stdio: 'pipe',
      killSignal: 'SIGKILL',
      ...(signal && { signal }),
    })
  return {
    directory,
    start,
    run: async (args, options = {}) => {
      const child = start(args, options.signal)
      const answer = await answerOf(child, options.input)
      if ((options.accept ?? [0]).includes(answer.code)) return answer
      throw new GitError(`git ${args[0]} in ${directory} ended with ${answer.code}: ${answer.stderr.trim()}`)
    },
  }
}

function answerOf(child: GitChild, input: string | Buffer | undefined): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const stdout = collect(child.stdout)
    const stderr = collect(child.stderr)
    child.on('error', (error) => reject(explain(error)))
    child.on('close', (code, killedBy) => {
      if (code === null) return reject(new GitError(`git was killed by ${killedBy}`))
      try {
        resolve({ code, stdout: stdout(), stderr: stderr().toString('utf8') })
      } catch (error) {
        reject(error)
      }
    })
    // Git may answer and leave before it has read everything; its exit code tells, not the broken pipe.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

function collect(stream: NodeJS.ReadableStream): () => Buffer {
  const chunks: Buffer[] = []
  let bytes = 0
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= maxOutputBytes) chunks.push(chunk)
  })
  return () => {
    if (bytes > maxOutputBytes) throw new GitError(`git answered with ${bytes} bytes`)
    return Buffer.concat(chunks)
  }
}

/** Says what to do when there is no Git; other errors stay as they are. */
export function explain(error: Error): Error {
  if (!('code' in error) || error.code !== 'ENOENT') return error
  const message =
    'Git was not found. Install it (Debian, Ubuntu: apt-get install git); snapshots wait in the database meanwhile'
  return new AppError('unavailable', message, {}, { cause: error })
}
