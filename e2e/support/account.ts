import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { signal } from './processes.ts'

export const run = promisify(execFile)

/** An account of this machine for a server that a test starts; whoever adds it removes it. */
export interface Account {
  readonly username: string
  readonly password: string
  readonly groups?: readonly string[]
}

export async function addAccount({ username, password, groups = [] }: Account): Promise<void> {
  const home = ['--no-create-home', '--home-dir', '/', '--shell', '/bin/sh']
  await run('useradd', [...home, ...(groups.length > 0 ? ['--groups', groups.join(',')] : []), username])
  const hash = (await run('openssl', ['passwd', '-6', password])).stdout.trim()
  await run('usermod', ['--password', hash, username])
}

/** Ends what the account still runs, such as a command whose connection was cut. */
export async function removeAccount(username: string): Promise<void> {
  const running = await run('ps', ['-o', 'pid=', '-u', username]).catch(() => ({ stdout: '' }))
  for (const pid of running.stdout.split(/\s+/).map(Number)) if (pid > 1) signal(pid, 'SIGKILL')
  await run('userdel', [username]).catch(() => undefined) // it may not have been made yet
}
