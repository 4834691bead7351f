import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { has } from '@netraven/tools/needs'
import { DeviceError } from '../errors.ts'
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

interface Replay extends AsyncDisposable {
  readonly devices: readonly Recorded[]
  readonly folder: string
}

/** Serves the recorded sessions on a free range of ports. The program is copied, so that it finds this project's own packages. */
async function startReplay(variation: readonly string[]): Promise<Replay> {
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

interface Variation {
  readonly name: string
  readonly args: readonly string[]
  readonly profile?: AlgorithmProfile
}

const variations: readonly Variation[] = [
  { name: 'as recorded', args: [] },
  { name: 'byte by byte', args: ['--chunk', '1'] },
  { name: 'seven bytes at a time, from afar', args: ['--chunk', '7', '--latency-ms', '3'] },
  { name: 'with CRLF', args: ['--crlf'] },
  { name: 'through a pager', args: ['--pager', '24'] },
  { name: 'far away', args: ['--latency-ms', '25'] },
  { name: 'with the algorithms of 2005', args: ['--legacy-ssh'], profile: 'legacy' },
  { name: 'with the recorded command only', args: ['--no-alias'] },
  {
    name: 'in the worst way',
    args: ['--chunk', '1', '--crlf', '--pager', '5', '--no-alias', '--latency-ms', '1'],
  },
  { name: 'over telnet', args: ['--telnet'] },
  { name: 'over telnet, seven bytes at a time, with CRLF', args: ['--telnet', '--chunk', '7', '--crlf'] },
]

const visit = (device: Recorded, algorithms: AlgorithmProfile) =>
  openSession({
    host: device.host,
    port: device.telnet_port ?? device.port,
    transport: device.telnet_port === null ? 'ssh' : 'telnet',
    platform: device.netmiko ?? device.model,
    credential: { username: device.username, password: () => device.password },
    ...(device.enable_password && { enableSecret: () => device.enable_password ?? '' }),
    hostKey: tofu({ find: async () => [], add: async () => undefined }),
    algorithms,
  })

/** What the comparison looks at: no blanks at line ends, no blank lines at both ends, no volatile lines. */
function comparable(text: string, volatile: ReadonlySet<string>): string[] {
  const lines = text.replace(/[ \t\r]+$/gm, '').replace(/^\n+|\n+$/g, '')
  return lines.split('\n').filter((line) => !volatile.has(line.trim()))
}

async function compare(device: Recorded, folder: string, algorithms: AlgorithmProfile): Promise<void> {
  await using session = await visit(device, algorithms)
  const config = await session.getConfig()
  const gold = readFileSync(join(folder, 'gold', `${device.name}.txt`), 'latin1')
  const goldLines = gold.split('\n')
  const volatile = new Set(device.volatile.map((at) => goldLines[at - 1]?.trim() ?? '').filter((line) => line !== '#'))
  expect({
    name: device.name,
    proven: config.complete.proven,
    lines: comparable(config.bytes.toString('latin1'), volatile),
  }).toEqual({ name: device.name, proven: true, lines: comparable(gold, volatile) })
}

/** How a visit to a device that has no configuration ends. */
async function endOf(device: Recorded, algorithms: AlgorithmProfile): Promise<string> {
  try {
    await using session = await visit(device, algorithms)
    const { complete } = await session.getConfig()
    return complete.proven ? 'good' : 'incomplete'
  } catch (error) {
    return error instanceof DeviceError ? error.kind : String(error)
  }
}

/** Does the same with each, some at a time: more would wait for each other. */
async function each<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

const AT_ONCE = 12

describe.runIf(has('shared')).each(variations)('recorded devices $name', ({ args, profile = 'modern' }) => {
  let replay: Replay
  beforeAll(async () => {
    replay = await startReplay(args)
  }, 60_000)
  afterAll(() => replay?.[Symbol.asyncDispose]())

  it('hand out their configuration, whole and with nothing else', { timeout: 120_000 }, async () => {
    const devices = replay.devices.filter(({ degenerate }) => !degenerate)
    expect(devices).toHaveLength(33)
    await each(devices, (device) => compare(device, replay.folder, profile))
  })

  it('that have none are never good', { timeout: 60_000 }, async () => {
    const devices = replay.devices.filter(({ degenerate }) => degenerate)
    expect(devices).toHaveLength(9)
    await each(devices, async (device) => {
      const end = await endOf(device, profile)
      expect({ name: device.name, end }).toEqual({
        name: device.name,
        end: expect.stringMatching(/^(?:incomplete|unsupported|rejected)$/),
      })
    })
  })
})
