import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const ZEBRA = '/usr/lib/frr/zebra'
const VTY_PORT = 2601
const DEADLINE_MS = 10_000

/** A router whose daemon is reached by Telnet at its own vty, as it was before vtysh. */
export interface FrrVty extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly password: string
  /** What the daemon itself prints at its vty for `show running-config`: the truth a backup is compared with. It is asked
   *  at the socket that vtysh asks at, because vtysh sorts and merges what the daemons say. */
  running(): Promise<string>
  /** Permits one more prefix in the prefix-list PL. Never an `ip route`: zebra would write it into the kernel. */
  permit(seq: number, prefix: string): Promise<void>
}

/** Starts zebra in a network namespace of its own, and lets Telnet in from this one's loopback. */
export async function startFrrVty(options: { readonly prefixes: number }): Promise<FrrVty> {
  const folder = await mkdtemp(join(tmpdir(), 'frr-vty-'))
  await chmod(folder, 0o755)
  const password = 'vty-password'
  const bridge = await startDaemon(folder, password, options.prefixes)
  const { server, port } = await listenFor(join(folder, 'bridge.sock'))
  const ask = (...commands: string[]) => askAtSocket(join(folder, 'zebra.vty'), commands)
  await ask('enable') // answered once the configuration has been read
  return {
    host: '127.0.0.1',
    port,
    password,
    running: async () => `\nCurrent configuration:\n!\n${await ask('enable', 'show running-config')}end\n`,
    permit: async (seq, prefix) => {
      await ask('enable', 'configure terminal', `ip prefix-list PL seq ${seq} permit ${prefix}`)
    },
    [Symbol.asyncDispose]: async () => {
      server.close()
      await stop(bridge, join(folder, 'zebra.pid'))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startDaemon(folder: string, password: string, prefixes: number): Promise<ChildProcess> {
  const list = Array.from(
    { length: prefixes },
    (_, at) => `ip prefix-list PL seq ${at + 1} permit 10.${at >> 8}.${at & 255}.0/24`,
  )
  await writeFile(
    join(folder, 'zebra.conf'),
    ['hostname frr1', `password ${password}`, ...list, 'line vty', ''].join('\n'),
  )
  const script = [
    'ip link set lo up',
    `chown -R frr:frr ${folder}`,
    `${ZEBRA} -d -A 127.0.0.1 -P ${VTY_PORT} -s 90000000 --vty_socket ${folder} -z ${folder}/zserv.api -i ${folder}/zebra.pid -f ${folder}/zebra.conf`,
    `exec ${process.execPath} -e "${BRIDGE}" ${folder}/bridge.sock ${VTY_PORT}`,
  ]
  const bridge = spawn('unshare', ['--net', 'sh', '-ec', script.join('\n')], { stdio: 'ignore' })
  await until(() => existsSync(join(folder, 'zebra.vty')) && existsSync(join(folder, 'bridge.sock')), 'the daemon')
  return bridge
}

/** A socket file is seen from every network namespace; behind it this one's loopback. */
const BRIDGE = `const net = require('node:net')
net.createServer({ allowHalfOpen: true }, (near) => {
  const far = net.connect({ port: Number(process.argv[2]), host: '127.0.0.1', allowHalfOpen: true })
  near.on('error', () => far.destroy())
  far.on('error', () => near.destroy())
  near.pipe(far).pipe(near)
}).listen(process.argv[1])`

async function listenFor(socketFile: string): Promise<{ server: Server; port: number }> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near: Socket) => {
    const far = connect({ path: socketFile, allowHalfOpen: true })
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
    near.pipe(far).pipe(near)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

/** Asks as vtysh does: each command ends with a NUL, each answer with three and a status. Gives the last answer. */
async function askAtSocket(file: string, commands: readonly string[]): Promise<string> {
  const socket = connect({ path: file })
  let answer = ''
  try {
    for (const command of commands) {
      socket.write(`${command}\0`)
      answer = await answerFrom(socket)
    }
  } finally {
    socket.destroy()
  }
  return answer
}

async function answerFrom(socket: Socket): Promise<string> {
  let bytes = Buffer.alloc(0)
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer]
    bytes = Buffer.concat([bytes, chunk])
    if (bytes.subarray(-4, -1).equals(Buffer.alloc(3))) return bytes.subarray(0, -4).toString('latin1')
  }
}

async function stop(bridge: ChildProcess, pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => '0'))
  if (pid > 1) process.kill(pid, 'SIGTERM')
  const ended = once(bridge, 'exit')
  bridge.kill()
  await ended
  await until(() => pid <= 1 || !existsSync(`/proc/${pid}`), 'the daemon to stop')
}

async function until(isReady: () => boolean, what: string): Promise<void> {
  for (const deadline = Date.now() + DEADLINE_MS; !isReady(); await delay(20))
    if (Date.now() > deadline) throw new Error(`waited 10 s for ${what}`)
}
