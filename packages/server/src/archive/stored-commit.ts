import type { Publication } from '../store/publications.ts'
import { headOf } from './commit-of.ts'
import type { Git } from './git.ts'

export interface StoredCommit {
  readonly parents: readonly string[]
  /** The lines that come from the row: author, committer and message. */
  readonly head: string
}

/** Commits as Git holds them, in the order asked for; undefined for what is not a commit. */
export async function readCommits(git: Git, ids: readonly string[]): Promise<(StoredCommit | undefined)[]> {
  const { stdout } = await git.run(['cat-file', '--batch'], { input: ids.map((id) => `${id}\n`).join('') })
  let at = 0
  return ids.map(() => {
    const lineEnd = stdout.indexOf('\n', at)
    const [, type, size] = stdout.toString('utf8', at, lineEnd).split(' ')
    if (size === undefined) {
      at = lineEnd + 1
      return undefined
    }
    const content = stdout.toString('utf8', lineEnd + 1, lineEnd + 1 + Number(size))
    at = lineEnd + 1 + Number(size) + 1
    return type === 'commit' ? parse(content) : undefined
  })
}

/** Whether this commit is the one that the row asks for: its trailers, its author, its time. */
export function isCommitOf(commit: StoredCommit | undefined, publication: Publication): boolean {
  const { author, committer, message } = headOf(publication)
  return commit?.head === `author ${author}\ncommitter ${committer}\n\n${message}`
}

function parse(content: string): StoredCommit {
  const start = content.indexOf('author ')
  const parents = content.slice(0, start).matchAll(/^parent (\w+)$/gm)
  return { parents: [...parents].map(([, id]) => id ?? ''), head: content.slice(start) }
}
