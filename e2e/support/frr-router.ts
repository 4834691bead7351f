import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './account.ts'
import { signal } from './processes.ts'
import { until } from './program.ts'
import { type Sshd, startSshd } from './sshd.ts'

const DAEMONS = '/usr/lib/frr'
const READY_MS = 10_000

/** A real router on this machine: FRRouting's daemons in a network namespace of their own, vtysh behind an OpenSSH server on loopback. */
export interface FrrRouter extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly username: string
  readonly password: string
  /** `SHA256:…` of its ed25519 key. */
  readonly fingerprint: string
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
  const vtysh = async (...commands: string[]) =>
    (await run('vtysh', ['--vty_socket', folder, ...commands.flatMap((command) => ['-c', command])])).stdout
  const permit = async (seq: number, prefix: string) => {
    await vtysh('configure terminal', `ip prefix-list PL seq ${seq} permit ${prefix}`)
  }
  try {
    await startDaemons(folder)
    const sshd = await startVtysh(folder, options)
    const stop = async () => {
      await sshd.stop()
      await stopDaemons(folder)
    }
    return { ...sshd, vtysh, permit, stop, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stopDaemons(folder)
    throw error
  }
}

/** An OpenSSH server that opens nothing but vtysh. */
async function startVtysh(folder: string, { sshd = [], ...account }: FrrRouterOptions): Promise<Sshd> {
  const shell = join(folder, 'shell.sh')
  const script = `#!/bin/sh\n[ -n "$SSH_ORIGINAL_COMMAND" ] && exec vtysh --vty_socket ${folder} -c "$SSH_ORIGINAL_COMMAND"\nexec vtysh --vty_socket ${folder}\n`
  await writeFile(shell, script, { mode: 0o755 })
  const groups = ['frr', 'frrvty']
  return startSshd({ ...account, groups, folder, settings: [...sshd, `ForceCommand ${shell}`] })
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
  const isThere = () => existsSync(join(folder, 'zebra.vty')) && existsSync(join(folder, 'staticd.vty'))
  await until('the router daemons are there', READY_MS, isThere)
}

async function stopDaemons(folder: string): Promise<void> {
  const pids: number[] = []
  for (const name of ['staticd', 'zebra']) {
    const pid = Number(await readFile(join(folder, `${name}.pid`), 'utf8').catch(() => '0'))
    if (pid > 1 && signal(pid, 'SIGTERM')) pids.push(pid)
  }
  await until('the router stops', READY_MS, () => pids.every((pid) => !signal(pid, 0)))
  await rm(folder, { recursive: true, force: true })
}
