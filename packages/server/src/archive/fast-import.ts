import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Commit } from './commit-of.ts'
import { explain, type Git, type GitChild } from './git.ts'

/** A running `git fast-import` that appends commits to `main`. Without --force it moves the branch forward only, and
 *  without `done` at the end (a killed parent) it moves nothing. */
export interface FastImport extends AsyncDisposable {
  /** Commits written by this child. */
  readonly written: number
  commit(commit: Commit): Promise<void>
  /** Ends the pack and moves the branch; the ids of the commits since the last flush, in order. The answer proves
   *  nothing about the branch: where its ref is locked Git only warns. Read it. */
  flush(): Promise<string[]>
  /** Ends the child in order; throws when it was not content. */
  close(): Promise<void>
}

const args = ['fast-import', '--quiet', '--done', '--date-format=raw']

/** Git repeats this line when everything before it is done; ids of commits come in the lines before. */
const flushedLine = 'progress flushed'

/** `parent`: the commit at which `main` stands now; undefined in an empty repository. */
export function startFastImport(git: Git, parent: string | undefined, signal?: AbortSignal): FastImport {
  const child = git.start(args, signal)
  const ended = endOf(child)
  const ids: string[] = []
  let flushed = Promise.withResolvers<void>()
  createInterface({ input: child.stdout }).on('line', (line) =>
    line === flushedLine ? flushed.resolve() : ids.push(line),
  )
  let written = 0

  /** What fails or does not come because the child has ended, ends with the child's own reason. */
  const orEnd = async (wish: Promise<unknown>): Promise<void> => {
    const end = ended.then(() => Promise.reject(new Error('git fast-import has ended before it was told to')))
    await Promise.race([wish.catch(() => end), end])
  }
  const write = async (bytes: Buffer | string): Promise<void> => {
    if (!child.stdin.write(bytes)) await orEnd(once(child.stdin, 'drain'))
  }

  return {
    get written() {
      return written
    },
    commit: async (commit) => {
      await write(streamOf(commit, written === 0 ? parent : undefined))
      written += 1
    },
    flush: async () => {
      flushed = Promise.withResolvers<void>()
      await write(`checkpoint\n${flushedLine}\n`)
      await orEnd(flushed.promise)
      return ids.splice(0)
    },
    close: async () => {
      child.stdin.end('done\n')
      await ended
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended.catch(() => {})
    },
  }
}

/** One commit in the language of fast-import. Names, messages and texts are counted bytes, so none can be a command. */
function streamOf(commit: Commit, parent: string | undefined): Buffer {
  const message = Buffer.from(commit.message)
  return Buffer.concat([
    Buffer.from(
      `commit refs/heads/main\nmark :1\nauthor ${commit.author}\ncommitter ${commit.committer}\ndata ${message.length}\n`,
    ),
    message,
    Buffer.from(parent === undefined ? '\n' : `\nfrom ${parent}\n`),
    ...commit.drops.map((path) => Buffer.from(`D ${path}\n`)),
    ...commit.puts.flatMap(({ path, bytes }) => [
      Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`),
      bytes,
      Buffer.from('\n'),
    ]),
    Buffer.from('\nget-mark :1\n'),
  ])
}

/** Fulfilled when the child has ended well, else rejected with its last words. */
function endOf(child: GitChild): Promise<void> {
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (words = (words + chunk).slice(-2_000)))
  // A broken pipe is told by the exit code.
  child.stdin.on('error', () => {})
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', (error) => reject(explain(error)))
    child.on('close', (code, signal) => {
      if (code === 0) return resolve()
      reject(new Error(`git fast-import ended with ${code ?? signal}: ${words.trim()}`))
    })
  })
  ended.catch(() => {})
  return ended
}
