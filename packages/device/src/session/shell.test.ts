import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { DEFAULT_BUDGETS, type Budgets } from '../budgets.ts'
import type { DeviceError } from '../errors.ts'
import { definePlatform, type Platform } from '../platform.ts'
import type { ByteChannel, Transport } from '../transports/transport.ts'
import { openShell, type Shell } from './shell.ts'

const platform = definePlatform({
  id: 'test_os',
  title: 'Test OS',
  family: 'test',
  tier: 2,
  prompt: { ends: ['#', '>'] },
  prepare: ['no pager'],
  loginAnswers: [{ asks: /Press Y to accept\? $/, type: 'Y' }],
  rejects: [/^% /],
  artifacts: {},
  complete: {},
  source: 'this test',
})

/** What a device says to what was typed, at once or after a pause (ms) between the pieces. */
type Says = (typed: string) => readonly (string | number)[]

/** A device in a few lines: a greeting, and an answer to each line. */
function deviceThat(greeting: readonly (string | number)[], says: Says) {
  const typed: string[] = []
  let failure: DeviceError | undefined
  let queue = ''
  let isClosed = false
  let busy = Promise.resolve()
  /** What is typed while the device speaks is answered after that. */
  const say = (pieces: () => readonly (string | number)[]) => {
    busy = busy.then(async () => {
      for (const piece of pieces()) {
        if (typeof piece === 'number') await delay(piece)
        else queue += piece
      }
    })
  }
  say(() => greeting)
  const read: ByteChannel['read'] = async (withinMs) => {
    for (const deadline = Date.now() + withinMs; queue === '' && Date.now() < deadline && !failure;) await delay(1)
    if (failure) throw failure
    const chunk = queue
    queue = ''
    return chunk === '' ? 'silence' : Buffer.from(chunk, 'latin1')
  }
  const write = (text: string) => {
    typed.push(text)
    say(() => says(text))
  }
  const transport: Transport = {
    kind: 'ssh',
    ident: 'SSH-2.0-test',
    fingerprint: '',
    exec: async () => undefined,
    fail: (error) => void (failure ??= error),
    close: async () => undefined,
    openShell: async () => ({ read, write, close: () => (isClosed = true) }),
  }
  return { transport, typed, isClosed: () => isClosed }
}

const echoing =
  (answers: Readonly<Record<string, readonly (string | number)[]>>): Says =>
  (typed) => [`${typed.trimEnd()}\r\n`, ...(answers[typed.trimEnd()] ?? []), 'r1#']

const open = (transport: Transport, budgets: Partial<Budgets> = {}, kind: Platform = platform): Promise<Shell> =>
  openShell({ transport, platform: kind, budgets: { ...DEFAULT_BUDGETS, idleMs: 600, ...budgets } })

describe('a login', () => {
  it('learns the prompt, not the lines before it that look like one', async () => {
    const { transport } = deviceThat(['### Welcome ###\r\n## Staff only #', 400, '\r\nr1#'], echoing({}))
    const shell = await open(transport, { idleMs: 3000 })
    expect(shell.prompt).toBe('r1#')
    expect(await shell.ask('show x')).toMatchObject({ raw: '', refusal: undefined })
  })

  it('answers the questions that the platform knows', async () => {
    const { transport, typed } = deviceThat(['Press Y to accept? '], (text) =>
      text === 'Y\n' ? ['\r\nr1#'] : echoing({})(text),
    )
    expect((await open(transport)).prompt).toBe('r1#')
    expect(typed).toEqual(['Y\n', 'no pager\n'])
  })

  it('wakes a device that shows nothing', async () => {
    const { transport, typed } = deviceThat([], echoing({}))
    expect((await open(transport, { idleMs: 8000 })).prompt).toBe('r1#')
    expect(typed[0]).toBe('\n')
  })

  it('ends as prompt where there is text only, as timeout where there is nothing', async () => {
    await expect(open(deviceThat(['Welcome!\r\n'], () => []).transport)).rejects.toMatchObject({
      kind: 'prompt',
      details: { phase: 'login', transcriptTail: expect.stringContaining('Welcome!') },
    })
    await expect(open(deviceThat([], () => []).transport)).rejects.toMatchObject({ kind: 'timeout' })
  })

  it('ends as prompt where each line has another one', async () => {
    let count = 0
    const { transport } = deviceThat(['r0#'], () => [`\r\nr${++count}#`])
    await expect(open(transport)).rejects.toMatchObject({ kind: 'prompt' })
  })

  it('bounds the banner', async () => {
    const { transport } = deviceThat(['x'.repeat(10_000)], () => [])
    await expect(open(transport, { bannerBytes: 5000 })).rejects.toMatchObject({ kind: 'unsupported' })
  })
})

describe('an answer', () => {
  const shellWith = async (answers: Parameters<typeof echoing>[0], budgets: Partial<Budgets> = {}) => {
    const device = deviceThat(['\r\nr1#'], echoing(answers))
    return { ...device, shell: await open(device.transport, budgets) }
  }

  it('goes on after a line that looks like a prompt and a pause', async () => {
    const { shell } = await shellWith(
      { 'show run': ['a\r\n description to core #', 1200, '1\r\nb\r\n'], 'show x': ['x\r\n'] },
      { idleMs: 5000 },
    )
    expect(await shell.ask('show run')).toMatchObject({
      raw: 'a\n description to core #1\nb\n',
      doubt: expect.stringContaining('in the middle of the text'),
    })
    expect((await shell.ask('show x')).raw).toBe('x\n')
  })

  it('is refused in its first lines only', async () => {
    const { shell } = await shellWith({
      bad: ['% Unknown command\r\n'],
      banner: [...Array.from({ length: 12 }, (_, at) => `${at}\r\n`), '% text\r\n'],
    })
    expect((await shell.ask('bad')).refusal).toBe('% Unknown command')
    expect((await shell.ask('banner')).refusal).toBeUndefined()
  })

  it('ends as timeout in silence, and when it only drips', async () => {
    const silent = deviceThat(['\r\nr1#'], (typed) => (typed === 'no pager\n' ? echoing({})(typed) : ['half of']))
    const shell = await open(silent.transport)
    await expect(shell.ask('show run')).rejects.toMatchObject({
      kind: 'timeout',
      details: { transcriptTail: 'half of' },
    })
    const drip = Array.from({ length: 40 }, () => ['.', 30]).flat()
    const slow = await shellWith({ 'show run': drip }, { progressWindowMs: 200, progressBytesPerSecond: 1000 })
    await expect(slow.shell.ask('show run')).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('per second'),
    })
  })

  it('over a budget ends as incomplete', async () => {
    const long = await shellWith({ 'show run': ['x'.repeat(2000), '\r\n'] }, { lineBytes: 1000 })
    await expect(long.shell.ask('show run')).rejects.toMatchObject({
      kind: 'incomplete',
      message: expect.stringContaining('a line'),
    })
    const much = await shellWith({ 'show run': ['x\r\n'.repeat(2000)] }, { outputBytes: 1000 })
    await expect(much.shell.ask('show run')).rejects.toMatchObject({
      kind: 'incomplete',
      message: expect.stringContaining('the answer'),
    })
  })

  it('from a pager without an end is incomplete', async () => {
    let pages = 0
    const endless: Says = (typed) =>
      typed === ' '
        ? [`\r${' '.repeat(8)}\rpage ${++pages}\r\n--More--`]
        : typed === 'show run\n'
          ? ['--More--']
          : echoing({})(typed)
    const shell = await open(deviceThat(['\r\nr1#'], endless).transport, { pages: 20 })
    await expect(shell.ask('show run')).rejects.toMatchObject({
      kind: 'incomplete',
      message: expect.stringContaining('pager'),
    })
    expect(pages).toBeGreaterThanOrEqual(20)
  })
})

it('leaving says no to saving, and closes the channel whatever happens', async () => {
  const asks: Says = (typed) => (typed === 'exit\n' ? ['exit\r\nSave changes? [y/n]: '] : echoing({})(typed))
  const device = deviceThat(['\r\nr1#'], asks)
  await (await open(device.transport)).leave()
  expect(device.typed.slice(-2)).toEqual(['exit\n', 'n\n'])
  expect(device.isClosed()).toBe(true)
})
