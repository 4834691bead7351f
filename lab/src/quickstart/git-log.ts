import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { typed, type Page } from './page.ts'
import { QuickstartError } from './quickstart-error.ts'

const run = promisify(execFile)

/** Shows the last commits of the archive; the given one must be among them. */
export async function showLog(dataDir: string, page: Page, commit: string): Promise<void> {
  const archive = join(dataDir, 'archive.git')
  page.command(`git --git-dir ${typed(archive)} log --oneline -8`)
  const { stdout } = await run('git', ['--git-dir', archive, 'log', '--format=%H %s', '-8'])
  const lines = stdout.trimEnd().split('\n')
  page.line(lines.map((line) => line.slice(0, 8) + line.slice(40)).join('\n'))
  if (!lines.some((line) => line.startsWith(commit)))
    throw new QuickstartError(`Commit ${commit} is not in the archive`)
}

/** Git is the one thing that can't come along. */
export async function needGit(): Promise<void> {
  await run('git', ['--version']).catch((cause: unknown) => {
    throw new QuickstartError(
      'NetRaven publishes to Git, and there is no "git" here. Install it: apt-get install git',
      { cause },
    )
  })
}
