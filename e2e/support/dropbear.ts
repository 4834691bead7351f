import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addAccount, removeAccount, run } from './account.ts'
import { signal, whoAnswers } from './processes.ts'
import { freePort, until } from './program.ts'

/** A dropbear server on loopback, as small devices have it, with an account of its own. */
export interface Dropbear extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly username: string
  readonly password: string
  /** The account may read it. */
  readonly folder: string
  /** `SHA256:…` of its key. */
  readonly fingerprint: string
}

const READY_MS = 10_000

/** Starts a server and waits until it answers. Root only. */
export async function startDropbear(): Promise<Dropbear> {
  const folder = await mkdtemp(join(tmpdir(), 'dropbear-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  const username = `nb${randomBytes(4).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  const pidFile = join(folder, 'pid')
  const stop = async () => {
    const pid = Number(await readFile(pidFile, 'utf8').catch(() => '0'))
    if (pid > 1 && signal(pid, 'SIGTERM')) await until('dropbear stops', READY_MS, () => !signal(pid, 0))
    await removeAccount(username)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await addAccount({ username, password })
    const key = join(folder, 'key')
    const { stdout } = await run('dropbearkey', ['-t', 'ed25519', '-f', key])
    await run('dropbear', ['-r', key, '-p', `127.0.0.1:${port}`, '-P', pidFile])
    await until('dropbear answers', READY_MS, () => whoAnswers(port))
    const fingerprint = /SHA256:\S+/.exec(stdout)?.[0] ?? ''
    return { host: '127.0.0.1', port, username, password, folder, fingerprint, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}
