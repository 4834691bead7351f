import type { DeviceError } from '../../errors.ts'
import type { ArtifactStep, Platform } from '../../platform.ts'
import type { ByteChannel, Transport } from '../../transports/transport.ts'
import { configTextFor } from './config-text-for.ts'
import { sampleOf } from './sample-of.ts'

export interface FakeCliOptions {
  /** Refuses every way to the configuration but the last. */
  readonly refuses?: 'all-but-the-last'
  /** Asks this question before its first prompt. */
  readonly question?: RegExp
  /** Stops with this mark after two lines of the configuration. */
  readonly pagerMark?: RegExp
}

const NAME = 'edge1'
/** What the device takes the next line, or key, for. */
type Expected = 'user' | 'password' | 'answer' | 'secret' | 'key' | 'command'

export const SECRET = 'letmein'

/** A device that behaves as the data of its platform says: prompts, session commands, privileges, refusals, pages. */
export function fakeCli(platform: Platform, options: FakeCliOptions = {}) {
  const config = configTextFor(platform)
  const wire = createWire()
  const typed: string[] = []
  const asksLogin = platform.login === 'in-shell' || !platform.transports.includes('ssh')
  const ends = promptEnds(platform)
  const open = answersOf(platform, config, options)
  let end = ends.first
  let waitsFor: Expected = 'command'
  let held: readonly string[] = []
  const mark = options.pagerMark ? sampleOf(options.pagerMark) : ''

  const prompt = () => wire.say(`${NAME}${end}`)
  const ask = (question: string, answer: Expected) => {
    waitsFor = answer
    wire.say(question)
  }
  const begin = () => (options.question ? ask(sampleOf(options.question), 'answer') : done([]))
  const done = (lines: readonly string[]) => {
    waitsFor = 'command'
    wire.say(lines.map((line) => `${line}\r\n`).join(''))
    prompt()
  }
  const show = (lines: readonly string[]) => {
    if (!options.pagerMark || lines !== config) return done(lines)
    held = lines.slice(2)
    wire.say(
      lines
        .slice(0, 2)
        .map((line) => `${line}\r\n`)
        .join(''),
    )
    return ask(mark, 'key')
  }
  /** What follows a line, by what it answers. */
  const follow: Record<Expected, (line: string) => void> = {
    user: () => ask(sampleOf(platform.inShell?.asksPassword ?? /Password: /), 'password'),
    password: begin,
    answer: () => done([]),
    key: () => done(held),
    secret: (line) => {
      end = line === SECRET ? ends.enabled : end
      done([])
    },
    command: (line) => {
      if (line === platform.enable?.command) ask(sampleOf(platform.enable.asks), 'secret')
      else show(line === '' ? [] : open(line))
    },
  }
  const take = (line: string): void => {
    const isSilent = ['password', 'secret', 'key'].includes(waitsFor)
    wire.say(waitsFor === 'key' ? erased(mark) : `${isSilent ? '' : line}\r\n`)
    follow[waitsFor](line)
  }
  if (asksLogin) ask(sampleOf(platform.inShell?.asksUser ?? /Username: /), 'user')
  else begin()
  const transport: Transport = {
    kind: platform.transports.includes('ssh') ? 'ssh' : 'telnet',
    ident: 'SSH-2.0-fake',
    fingerprint: undefined,
    exec: async () => undefined,
    fail: wire.fail,
    close: async () => undefined,
    openShell: async () => ({
      read: wire.read,
      close: () => undefined,
      write: (text) => {
        typed.push(text)
        take(text.replace(/[\r\n]+$/, ''))
      },
    }),
  }
  return { transport, typed, text: `${config.join('\n')}\n` }
}

/** As devices take a mark off the screen. */
const erased = (mark: string): string => `\r${' '.repeat(mark.length)}\r`

/** Where there is a mode to enable, the device begins without privileges. */
function promptEnds({ prompt, enable }: Platform): { readonly first: string; readonly enabled: string } {
  const enabled = enable?.ready ?? prompt.ends[0] ?? '#'
  return { first: (enable ? prompt.ends.find((other) => other !== enabled) : undefined) ?? enabled, enabled }
}

/** What it says to a command. */
function answersOf(platform: Platform, config: readonly string[], { refuses }: FakeCliOptions) {
  const ways = Object.values(platform.artifacts).flatMap((alternatives) => waysOf(alternatives, refuses))
  const steps = new Map(
    ways.flatMap((way) =>
      way.map((step) => [step.replaceAll('{secret}', SECRET), step === longest(way) ? config : []] as const),
    ),
  )
  const refusal = platform.rejects[0] ? [sampleOf(platform.rejects[0])] : ['% Invalid input detected']
  return (line: string): readonly string[] => steps.get(line) ?? (platform.prepare.includes(line) ? [] : refusal)
}

const isTyped = (way: readonly ArtifactStep[]): way is readonly string[] =>
  way.every((step) => typeof step === 'string')

const waysOf = (alternatives: readonly (readonly ArtifactStep[])[], refuses: FakeCliOptions['refuses']) =>
  refuses ? alternatives.filter(isTyped).slice(-1) : alternatives.filter(isTyped).slice(0, 1)

/** The step that shows something is the one with most words. */
const longest = (way: readonly string[]): string =>
  way.reduce((best, step) => (step.length >= best.length ? step : best), '')

/** Bytes to the reader, who waits for them without polling. */
function createWire() {
  let queue = ''
  let failure: DeviceError | undefined
  let wake: (() => void) | undefined
  const read: ByteChannel['read'] = async (withinMs) => {
    if (queue === '' && !failure && withinMs > 0) await woken(withinMs)
    if (failure) throw failure
    const chunk = queue
    queue = ''
    return chunk === '' ? 'silence' : Buffer.from(chunk, 'latin1')
  }
  const woken = (withinMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(withinMs, 2 ** 31 - 1))
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  return {
    read,
    say: (text: string) => {
      queue += text
      wake?.()
    },
    fail: (error: DeviceError) => {
      failure ??= error
      wake?.()
    },
  }
}
