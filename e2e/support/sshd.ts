import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addAccount, removeAccount, run } from './account.ts'
import { signal, whoAnswers } from './processes.ts'
import { freePort, until } from './program.ts'

const READY_MS = 10_000

/** A real OpenSSH server on loopback, with an account, host keys and a folder of its own. */
export interface Sshd extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly username: string
  readonly password: string
  /** The server's; the account may read it. */
  readonly folder: string
  /** `SHA256:…` of its ed25519 key. */
  readonly fingerprint: string
  /** Closes the server and every login by its pid file, and removes account and folder. */
  stop(): Promise<void>
}

export interface SshdOptions {
  /** Default: a name of its own per server. */
  readonly username?: string
  readonly password?: string
  readonly port?: number
  readonly groups?: readonly string[]
  /** A line of `authorized_keys`. */
  readonly publicKey?: string
  /** Where given, the server's folder was made by the caller, and stays. */
  readonly folder?: string
  /** More lines for sshd_config; the first mention of a setting counts. One that names RSA brings an RSA host key. */
  readonly settings?: readonly string[]
}

/** Starts a server and waits until it answers. Root only. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'sshd-')))
  const port = options.port ?? (await freePort())
  const username = options.username ?? `nb${randomBytes(4).toString('hex')}`
  const password = options.password ?? randomBytes(12).toString('hex')
  const stop = async () => {
    await stopServer(folder)
    await removeAccount(username)
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
  }
  try {
    await chmod(folder, 0o755)
    await addAccount({ username, password, groups: options.groups ?? [] })
    await configure(folder, { ...options, port, username })
    await run('/usr/sbin/sshd', ['-f', join(folder, 'sshd_config'), '-E', join(folder, 'sshd.log')])
    await until('sshd answers', READY_MS, () => whoAnswers(port))
  } catch (error) {
    await stop()
    throw error
  }
  const fingerprint = await fingerprintOf(join(folder, 'host_ed25519.pub'))
  return { host: '127.0.0.1', port, username, password, folder, fingerprint, stop, [Symbol.asyncDispose]: stop }
}

async function configure(
  folder: string,
  { settings = [], publicKey, port, username }: SshdOptions & { readonly port: number; readonly username: string },
): Promise<void> {
  await mkdir('/run/sshd', { recursive: true })
  // An RSA key takes its time: only where a setting wants one.
  const types = settings.some((line) => /\b(ssh-rsa|rsa-sha2)/.test(line)) ? ['ed25519', 'rsa'] : ['ed25519']
  for (const type of types) await run('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', join(folder, `host_${type}`)])
  await writeFile(join(folder, 'authorized_keys'), `${publicKey ?? ''}\n`)
  const lines = [
    ...settings,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...types.map((type) => `HostKey ${folder}/host_${type}`),
    `PidFile ${folder}/sshd.pid`,
    `AuthorizedKeysFile ${folder}/authorized_keys`,
    'UsePAM no',
    'StrictModes no',
    'PrintMotd no',
    'PrintLastLog no',
    'MaxStartups 1000',
    'PasswordAuthentication yes',
    'Subsystem sftp /usr/lib/openssh/sftp-server',
    `AllowUsers ${username}`,
  ]
  await writeFile(join(folder, 'sshd_config'), `${lines.join('\n')}\n`)
}

/** As ssh-keygen prints it. */
export const fingerprintOf = async (file: string): Promise<string> =>
  /SHA256:\S+/.exec((await run('ssh-keygen', ['-l', '-f', file])).stdout)?.[0] ?? ''

/** Ends the server and the processes of its logins. */
async function stopServer(folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, 'sshd.pid'), 'utf8').catch(() => '0'))
  if (pid <= 1) return
  const children = await run('ps', ['-o', 'pid=', '--ppid', String(pid)]).catch(() => ({ stdout: '' }))
  for (const child of children.stdout.split(/\s+/).map(Number)) if (child > 1) signal(child, 'SIGTERM')
  signal(pid, 'SIGTERM')
  await until('sshd stops', READY_MS, () => !signal(pid, 0))
}
