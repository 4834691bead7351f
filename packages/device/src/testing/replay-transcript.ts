import { setTimeout as delay } from 'node:timers/promises'
import { DeviceError } from '../errors.ts'
import type { ByteChannel, ExecChannel, Transport } from '../transports/transport.ts'
import type { Transcript, TranscriptChannel } from '../recording/transcript.ts'

/** How a replay differs from the recording; the text that is brought home must be the same each time. */
export interface ReplayOptions {
  /** Size of the next piece; default: all there is. */
  readonly chunkBytes?: () => number
  /** CR LF where the recording has a bare LF. */
  readonly isCrlf?: boolean
  /** Shells stop at a pager after this many lines of an answer. */
  readonly pageLines?: number
}

/** What a replayed channel knows: what to say when it opens, and after each thing typed. */
interface Script {
  readonly greeting: string
  /** Answers to one typed text, in recorded order; the last one serves again. */
  readonly answers: Map<string, string[]>
}

const MARK = ' --More-- '
const ERASE = '\b'.repeat(MARK.length) + ' '.repeat(MARK.length) + '\b'.repeat(MARK.length)
/** With nothing more to say, a replayed device is silent for certain; waits longer than this are real. */
const CERTAIN_MS = 3000

/** Plays a transcript back without a network. Typing what was not recorded fails the visit with `unsupported`. */
export function replayTranscript(transcript: Transcript, options: ReplayOptions = {}): Transport {
  const { transport: kind = 'ssh' } = transcript
  const used = new Set<TranscriptChannel>()
  let reason: DeviceError | undefined
  const fail = (error: DeviceError) => void (reason ??= error)
  const take = (fits: (channel: TranscriptChannel) => boolean): TranscriptChannel | undefined => {
    const channel =
      transcript.channels.find((candidate) => fits(candidate) && !used.has(candidate)) ??
      transcript.channels.findLast(fits)
    if (channel) used.add(channel)
    return channel
  }
  const play = (channel: TranscriptChannel) => playChannel(channel, options, { fail, reason: () => reason })
  return {
    kind,
    ident: transcript.ident,
    fingerprint: kind === 'ssh' ? 'SHA256:replayed' : undefined,
    fail,
    close: async () => undefined,
    openShell: async () => {
      const shell = take(isShell)
      if (!shell) throw new DeviceError('unsupported', 'the transcript has no shell')
      return play(shell)
    },
    exec: async (command) => {
      const channel = take((candidate) => candidate.command === command)
      if (channel || transcript.channels.every(isShell)) return channel && play(channel)
      throw new DeviceError('unsupported', `the transcript has no answer to "${command}"`)
    },
    readFile: async (path) => {
      const file = take((candidate) => candidate.file === path)
      return file && play(file)
    },
  }
}

const isShell = ({ command, file }: TranscriptChannel): boolean => command === undefined && file === undefined

function playChannel(
  recorded: TranscriptChannel,
  options: ReplayOptions,
  visit: { fail(error: DeviceError): void; reason(): DeviceError | undefined },
): ExecChannel {
  const { greeting, answers } = scriptOf(recorded)
  const crlf = (text: string) => (options.isCrlf ? text.replace(/(?<!\r)\n/g, '\r\n') : text)
  let pending = crlf(greeting)
  let pages: string[] = []
  let isLeft = !isShell(recorded)

  const say = (text: string) => {
    const [first = '', ...more] = options.pageLines && isShell(recorded) ? paged(text, options.pageLines) : [text]
    pending += first
    pages = more
  }
  const write = (typed: string) => {
    if (pages.length > 0) {
      pending += pages.shift() ?? ''
      return
    }
    const known = answers.get(typed) ?? answers.get(maskedIn(answers))
    const answer = known && known.length > 1 ? known.shift() : known?.[0]
    if (answer === undefined)
      visit.fail(new DeviceError('unsupported', `the transcript has no answer to ${JSON.stringify(typed)}`))
    else say(crlf(answer))
    isLeft ||= answer === '' && recorded.exit !== undefined
  }
  const read: ByteChannel['read'] = async (withinMs) => {
    const reason = visit.reason()
    if (reason) throw reason
    if (pending === '' && isLeft) return 'end'
    if (pending === '') {
      if (withinMs > CERTAIN_MS) await delay(withinMs)
      return 'silence'
    }
    const size = Math.max(1, options.chunkBytes?.() ?? pending.length)
    const chunk = Buffer.from(pending.slice(0, size), 'latin1')
    pending = pending.slice(size)
    return chunk
  }
  return {
    read,
    write,
    close: () => undefined,
    stderr: () => '',
    exit: Promise.resolve(recorded.exit ?? { status: null, signal: null }),
  }
}

/** What was recorded for a typed secret: it is masked, so that any secret fits. */
const maskedIn = (answers: ReadonlyMap<string, unknown>): string =>
  [...answers.keys()].find((typed) => /^x+[\r\n]+$/.test(typed)) ?? ''

function scriptOf({ events }: TranscriptChannel): Script {
  const answers = new Map<string, string[]>()
  let greeting = ''
  let current: string | undefined
  for (const { type, say } of events) {
    if (type !== undefined) answers.set((current = type), [...(answers.get(type) ?? []), ''])
    else if (current === undefined) greeting += say ?? ''
    else answers.get(current)?.push((answers.get(current)?.pop() ?? '') + (say ?? ''))
  }
  return { greeting, answers }
}

/** An answer in pages; each but the last ends with the pager's mark, and the next one erases it. */
function paged(text: string, pageLines: number): string[] {
  const lines = text.split('\n')
  const pages: string[] = []
  while (lines.length > 0) {
    const page = lines.splice(0, pageLines).join('\n')
    pages.push((pages.length > 0 ? ERASE : '') + page + (lines.length > 0 ? `\n${MARK}` : ''))
  }
  return pages
}
