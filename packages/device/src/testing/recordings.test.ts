import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { has } from '@netraven/tools/needs'
import { openSession } from '../open-session.ts'
import { tofu } from '../transports/host-keys.ts'
import type { AlgorithmProfile } from '../transports/algorithms.ts'

const repository = fileURLToPath(new URL('../../../..', import.meta.url))
const shared = join(repository, '../shared')

/** What the replay program says about one recorded device. */
interface Recorded {
  readonly name: string
  readonly model: string
  readonly host: string
  readonly port: number
  readonly username: string
  readonly password: string
  readonly enable_password: string | null
  readonly gold: string | null
  readonly degenerate: boolean
}

interface Replay extends AsyncDisposable {
  readonly devices: readonly Recorded[]
  readonly folder: string
}

/** Serves the recorded sessions on a free range of ports. The program is copied, so that it finds this project's own packages. */
async function startReplay(variation: readonly string[]): Promise<Replay> {
  const program = mkdtempSync(join(repository, 'node_modules/.cache/replay-'))
  cpSync(join(shared, 'replay'), program, { recursive: true, filter: (file) => !file.includes('node_modules') })
  for (let attempt = 1; attempt <= 10; attempt++) {
    const portBase = 20_000 + Math.floor(Math.random() * 12_000) // below the ports that systems hand out
    const replay = await tryReplay(program, portBase, variation)
    if (replay) return replay
  }
  throw new Error('found no free range of ports in 10 attempts')
}

/** Undefined when a port of the range is taken: the program ends then. */
async function tryReplay(program: string, portBase: number, variation: readonly string[]): Promise<Replay | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'))
  const data = join(shared, 'corpus/oxidized')
  const only = '^(ios|junos|routeros)#'
  const args = ['--data', data, '--port-base', String(portBase), '--out', folder, '--only', only, ...variation]
  const child = spawn(process.execPath, [join(program, 'replay.mjs'), ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child.stdout, 'data') // the manifest is written, the servers open next
  const devices = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Recorded[]
  const isUp = async () =>
    child.exitCode !== null || (await Promise.all(devices.map(({ port }) => answers(port)))).every(Boolean)
  await vi.waitUntil(isUp, { timeout: 20_000 })
  if (child.exitCode === null) return { devices, folder, [Symbol.asyncDispose]: () => stop(child, [program, folder]) }
  rmSync(folder, { recursive: true, force: true })
  return undefined
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

const variations: readonly {
  readonly name: string
  readonly args: readonly string[]
  readonly profile?: AlgorithmProfile
}[] = [
  { name: 'as recorded', args: [] },
  { name: 'byte by byte', args: ['--chunk', '1'] },
  { name: 'seven bytes at a time, with CRLF', args: ['--chunk', '7', '--crlf'] },
  { name: 'through a pager', args: ['--pager', '20'] },
  { name: 'far away', args: ['--latency-ms', '25'] },
  { name: 'with the algorithms of 2005', args: ['--legacy-ssh'], profile: 'legacy' },
  { name: 'with the recorded command only', args: ['--no-alias'] },
]

/** The reference text without what the comparison forgives: blanks at line ends and blank lines at both ends. */
const trimmed = (text: string): string => text.replace(/[ \t\r]+$/gm, '').replace(/^\n+|\n+$/g, '')

async function compare(device: Recorded, folder: string, algorithms: AlgorithmProfile): Promise<void> {
  await using session = await openSession({
    host: device.host,
    port: device.port,
    platform: device.model,
    credential: { username: device.username, password: () => device.password },
    ...(device.enable_password && { enableSecret: () => device.enable_password ?? '' }),
    hostKey: tofu({ find: async () => [], add: async () => undefined }),
    algorithms,
  })
  const config = await session.getConfig()
  const gold = readFileSync(join(folder, 'gold', `${device.name}.txt`), 'latin1')
  const brought = { name: device.name, proven: config.complete.proven, text: trimmed(config.bytes.toString('latin1')) }
  expect(brought).toEqual({ name: device.name, proven: true, text: trimmed(gold) })
}

describe.runIf(has('shared')).each(variations)('recorded devices $name', ({ args, profile }) => {
  let replay: Replay
  beforeAll(async () => {
    replay = await startReplay(args)
  })
  afterAll(() => replay?.[Symbol.asyncDispose]())

  it('hand out their configuration, whole and with nothing else', async () => {
    const devices = replay.devices.filter(({ gold, degenerate }) => gold && !degenerate)
    expect(devices.map(({ model }) => model)).toEqual(expect.arrayContaining(['ios', 'junos', 'routeros']))
    await Promise.all(devices.map((device) => compare(device, replay.folder, profile ?? 'modern')))
  })
})
