import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const DAEMONS = '/usr/lib/frr'

/** A real router on this machine: FRRouting's daemons in a network namespace of their own, vtysh behind an OpenSSH server on loopback. */
export interface FrrRouter extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly username: string
  readonly password: string
  /** What `vtysh -c COMMAND` prints on the router itself: the truth a backup is compared with. */
  vtysh(...commands: string[]): Promise<string>
  /** Permits one more prefix in the prefix-list PL. Never an `ip route`: zebra would write it into the kernel. */
  permit(seq: number, prefix: string): Promise<void>
  /** Stops sshd and the daemons by their pid files, and removes the account and the folder. */
  stop(): Promise<void>
}

export interface FrrRouterOptions {
  /** Account for the backup; made for this router and removed with it. Default: a name of its own per router. */
  readonly username?: string
  readonly password?: string
  readonly port?: number
  /** More lines for sshd_config, such as `KexAlgorithms …`, to prove algorithm profiles. */
  readonly sshd?: readonly string[]
}

/** Starts a router and waits until it answers. */
export async function startFrrRouter(options: FrrRouterOptions = {}): Promise<FrrRouter> {
  const folder = await mkdtemp(join(tmpdir(), 'frr-'))
  await chmod(folder, 0o755)
  const port = options.port ?? (await freePort())
  const username = options.username ?? `nb${randomBytes(4).toString('hex')}`
  const password = options.password ?? randomBytes(12).toString('base64url')
  const vtysh = async (...commands: string[]) =>
    (await run('vtysh', ['--vty_socket', folder, ...commands.flatMap((command) => ['-c', command])])).stdout
  const stop = () => stopRouter(folder, username)
  try {
    await startDaemons(folder)
    await addAccount(username, password)
    await startSshd({ folder, port, username, more: options.sshd ?? [] })
  } catch (error) {
    await stop()
    throw error
  }
  const permit = async (seq: number, prefix: string) => {
    await vtysh('configure terminal', `ip prefix-list PL seq ${seq} permit ${prefix}`)
  }
  return { host: '127.0.0.1', port, username, password, vtysh, permit, stop, [Symbol.asyncDispose]: stop }
}

async function startDaemons(folder: string): Promise<void> {
  const zebraConfig = 'hostname frr1\nip prefix-list PL seq 5 permit 198.51.100.0/24\nline vty\n'
  await writeFile(join(folder, 'zebra.conf'), zebraConfig)
  await writeFile(join(folder, 'staticd.conf'), '')
  await run('chown', ['-R', 'frr:frr', folder])
  const daemon = (name: string, ...more: string[]) =>
    `${DAEMONS}/${name} -d -P 0 --vty_socket ${folder} -z ${folder}/zserv.api -i ${folder}/${name}.pid -f ${folder}/${name}.conf ${more.join(' ')}`
  const script = ['ip link set lo up', daemon('zebra', '-s', '90000000'), daemon('staticd')].join('\n')
  await run('unshare', ['--net', 'sh', '-ec', script])
  await until(
    () => existsSync(join(folder, 'zebra.vty')) && existsSync(join(folder, 'staticd.vty')),
    'the router daemons',
  )
}

async function addAccount(username: string, password: string): Promise<void> {
  await run('useradd', [
    '--no-create-home',
    '--home-dir',
    '/',
    '--shell',
    '/bin/sh',
    '--groups',
    'frr,frrvty',
    username,
  ])
  const hash = (await run('openssl', ['passwd', '-6', password])).stdout.trim()
  await run('usermod', ['--password', hash, username])
}

async function startSshd(router: {
  folder: string
  port: number
  username: string
  more: readonly string[]
}): Promise<void> {
  const { folder, port, username } = router
  await mkdir('/run/sshd', { recursive: true })
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'host_ed25519')])
  await run('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', join(folder, 'host_rsa')])
  const shell = join(folder, 'shell.sh')
  const script = `#!/bin/sh\n[ -n "$SSH_ORIGINAL_COMMAND" ] && exec vtysh --vty_socket ${folder} -c "$SSH_ORIGINAL_COMMAND"\nexec vtysh --vty_socket ${folder}\n`
  await writeFile(shell, script, { mode: 0o755 })
  const config = [
    ...router.more,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${folder}/host_ed25519`,
    `HostKey ${folder}/host_rsa`,
    `PidFile ${folder}/sshd.pid`,
    'UsePAM no',
    'StrictModes no',
    'PrintMotd no',
    'PrintLastLog no',
    'MaxStartups 1000',
    'PasswordAuthentication yes',
    `AllowUsers ${username}`,
    `ForceCommand ${shell}`,
  ]
  await writeFile(join(folder, 'sshd_config'), config.join('\n') + '\n')
  await run('/usr/sbin/sshd', ['-f', join(folder, 'sshd_config'), '-E', join(folder, 'sshd.log')])
  await until(() => answers(port), 'sshd')
}

async function stopRouter(folder: string, username: string): Promise<void> {
  const pids: number[] = []
  for (const name of ['sshd', 'staticd', 'zebra']) {
    const pid = Number(await readFile(join(folder, `${name}.pid`), 'utf8').catch(() => '0'))
    if (pid > 1 && signal(pid, 'SIGTERM')) pids.push(pid)
  }
  await until(() => pids.every((pid) => !signal(pid, 0)), 'the router to stop')
  await run('userdel', [username]).catch(() => undefined) // it may not have been made yet
  await rm(folder, { recursive: true, force: true })
}

/** True when the process was there to be signalled. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.once('data', () => resolve(socket.destroy() !== undefined)).once('error', () => resolve(false))
  })

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

async function until(isReady: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; !(await isReady()); await delay(20)) {
    if (Date.now() > deadline) throw new Error(`waited 10 s for ${what}`)
  }
}
