import { env } from 'node:process'
import { expect, it } from 'vitest'
import { DEFAULT_BUDGETS } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import { hostileBytes, inPieces, random } from '../testing/hostile-bytes.ts'
import { openScripted, scriptedShell, testPlatform } from '../testing/scripted-shell.ts'
import type { Line } from './line.ts'
import { learnPrompt } from './prompt.ts'
import { readAnswer } from './reader.ts'
import { createTerminal } from './terminal.ts'

/** How many random streams each test sends: `NETRAVEN_FUZZ=100000 npx vitest run …/properties.test.ts` is the long run. */
const streams = Number(env['NETRAVEN_FUZZ'] ?? 2000)
const seed = Number(env['NETRAVEN_TEST_SEED'] ?? Date.now() % 1_000_000_000)

const platform = testPlatform({
  enable: { command: 'enable', asks: /(password|secret)[^\n]*:\s*$/i, ready: '#' },
  prompt: { ends: ['#', '>'], modes: [/\([\w-]+\)/], varies: [/\*/], above: /^\[[\w.]*\]$/ },
})
const prompt = learnPrompt('edge1# ', platform.prompt)

/** What a screen shows once it was given all the bytes. */
function shown(pieces: readonly string[]): { readonly text: string; readonly inverse: number | undefined } {
  const terminal = createTerminal()
  for (const piece of pieces) terminal.write(piece)
  return { text: terminal.takeText() + terminal.current, inverse: terminal.inverseFrom }
}

/** A device that answers whatever is typed with another random stream, a few times; then it is silent. */
const randomDevice = (next: () => number) => {
  let left = 6
  return scriptedShell(inPieces(hostileBytes(next, 12), next, 40), () =>
    left-- > 0 ? inPieces(hostileBytes(next, 25), next, 40) : undefined,
  )
}

/** The kind of error with which something ended; undefined where it ended well. Anything but a DeviceError is thrown on. */
async function endOf(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act()
    return undefined
  } catch (error) {
    if (error instanceof DeviceError) return error.kind
    throw error
  }
}

const KINDS = [undefined, 'timeout', 'prompt', 'closed', 'incomplete', 'unsupported', 'auth']

it(`any split of a stream shows the same screen (${streams} streams, seed ${seed})`, () => {
  for (let at = 0; at < streams; at++) {
    const next = random(seed + at)
    const bytes = hostileBytes(next, 40)
    expect(shown(inPieces(bytes, next)), `stream ${seed + at}`).toEqual(shown([bytes]))
  }
})

it(`no stream of an answer makes the reader throw anything else, or hang (${streams} streams, seed ${seed})`, async () => {
  for (let at = 0; at < streams; at++) {
    const device = randomDevice(random(seed + at))
    const line: Line = {
      channel: await device.transport.openShell(),
      terminal: createTerminal(),
      platform,
      budgets: DEFAULT_BUDGETS,
      fail: device.transport.fail,
    }
    const started = performance.now()
    const kind = await endOf(() => readAnswer(line, { prompt, typed: 'show run', quietMs: 20, asks: /Password: $/ }))
    expect(KINDS, `stream ${seed + at}`).toContain(kind)
    expect(performance.now() - started, `stream ${seed + at}`).toBeLessThan(1000)
    expect(device.typed.length, `stream ${seed + at}`).toBeLessThan(50)
  }
}, 3_600_000)

it(`no stream at login makes a shell throw anything else, or hang (${streams / 20} streams, seed ${seed})`, async () => {
  for (let at = 0; at < streams / 20; at++) {
    const device = randomDevice(random(seed + at))
    const started = performance.now()
    const kind = await endOf(async () => {
      const shell = await openScripted(device, platform, { budgets: { idleMs: 10 } })
      await shell.ask('show run')
      await shell.leave()
    })
    expect(KINDS, `stream ${seed + at}`).toContain(kind)
    expect(performance.now() - started, `stream ${seed + at}`).toBeLessThan(5000)
  }
}, 3_600_000)
