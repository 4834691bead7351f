import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../../../..', import.meta.url))
const shared = join(repository, '../shared')

/** What the replay program says about one recorded device. */
export interface Recorded {
  readonly name: string
  readonly model: string
  readonly host: string
  readonly port: number
  readonly telnet_port: number | null
  /** Netmiko's name of the platform, where it has one. */
  readonly netmiko: string | null
  readonly username: string
  readonly password: string
  readonly enable_password: string | null
  readonly gold: string | null
  /** Line numbers (from 1) that a client may leave out. */
  readonly volatile: readonly number[]
  /** Too little was recorded to be a configuration. */
  readonly degenerate: boolean
}

/** The recordings, served. */
export interface Replay extends AsyncDisposable {
  readonly devices: readonly Recorded[]
  readonly folder: string
}

/** Serves the recorded sessions on a free range of ports. The program is copied, so that it finds this project's own packages. */
export async function startReplay(variation: readonly string[]): Promise<Replay> {
  const program = mkdtempSync(join(repository, 'node_modules/.cache/replay-'))
  cpSync(join(shared, 'replay'), program, { recursive: true, filter: (file) => !file.includes('node_modules') })
  for (let attempt = 1; attempt <= 10; attempt++) {
    const portBase = 20_000 + Math.floor(Math.random() * 11_000) // below the ports that systems hand out
    const replay = await tryReplay(program, portBase, variation)
    if (replay) return replay
  }
  throw new Error('found no free range of ports in 10 attempts')
}

/** Undefined when a port of the range is taken: the program ends then. */
async function tryReplay(program: string, portBase: number, variation: readonly string[]): Promise<Replay | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'))
  const data = join(shared, 'corpus/oxidized')
  const args = ['--data', data, '--port-base', String(portBase), '--out', folder, ...variation]
  const child = spawn(process.execPath, [join(program, 'replay.mjs'), ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child.stdout, 'data') // the manifest is written, the servers open next
  const devices = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Recorded[]
  const isUp = async () =>
    child.exitCode !== null || (await Promise.all(devices.map(({ port }) => answers(port)))).every(Boolean)
  await until(isUp, 20_000)
  if (child.exitCode === null) return { devices, folder, [Symbol.asyncDispose]: () => stop(child, [program, folder]) }
  rmSync(folder, { recursive: true, force: true })
  return undefined
}

async function until(holds: () => Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`the replay was not up within ${withinMs} ms`)
    await delay(50)
  }
}

async function stop(child: ChildProcess, folders: readonly string[]): Promise<void> {
  const ended = once(child, 'exit')
  child.kill()
  await ended
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => resolve(true)).once('error', () => resolve(false))
    socket.once('data', () => socket.destroy())
  })
