import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Reads a repository with plain Git, as a person at a terminal would. */
export const git = async (repository: string, ...args: string[]): Promise<string> =>
  (await run('git', ['--git-dir', repository, ...args], { maxBuffer: 1 << 28 })).stdout

export const commitsOf = async (repository: string): Promise<string[]> =>
  (await git(repository, 'log', '--format=%H', 'main').catch(() => '')).split('\n').filter(Boolean)
