import type { Budgets } from '../budgets.ts'
import { DeviceError, escapeControls } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { ByteChannel } from '../transports/transport.ts'
import { findPagerMark } from './pager.ts'
import { createProgressWatch } from './progress.ts'
import { looksLikePrompt, type Prompt } from './prompt.ts'
import type { Terminal } from './terminal.ts'

/** What a reader works on. */
export interface Line {
  readonly channel: ByteChannel
  readonly terminal: Terminal
  readonly platform: Platform
  readonly budgets: Budgets
  /** Ends the visit: pending reads throw, the socket is destroyed. */
  readonly fail: (error: DeviceError) => void
}

/** When an answer is over. */
export interface ReadRules {
  readonly prompt: Prompt
  /** How long nothing may follow a match, ms. */
  readonly quietMs: number
  /** A question that also ends the answer, such as the one for the enable secret. */
  readonly asks?: RegExp
  /** Where this line stands just before the prompt no quiet check is needed. */
  readonly endMark?: RegExp
  /** Deadline for the whole answer, ms. */
  readonly timeoutMs?: number
  /** Called with finished lines whenever some are there, for streaming. */
  readonly onText?: (text: string) => Promise<void>
}

export interface Ending {
  readonly by: 'prompt' | 'question'
  /** The line at which it ended: the prompt, perhaps a new one. */
  readonly line: string
  /** Blank lines that were typed to see whether the prompt had changed. */
  readonly nudges: number
  /** The line at the end is a new prompt, seen twice. */
  readonly isNewPrompt: boolean
}

type Tail = 'prompt' | 'question' | 'pager' | 'stranger' | 'text'

/** A prompt that may have changed for good is asked for again after this silence. */
const STRANGER_MS = 1000
const MAX_NUDGES = 3
/** Most blank lines between an end mark and the prompt. */
const BLANKS = 10

/** Reads until the prompt stands alone in the last line and nothing follows, turning pages on the way.
 *  Throws `timeout`, `closed`, `incomplete` (over a byte or page budget), and whatever ends the visit. */
export async function readAnswer(line: Line, rules: ReadRules): Promise<Ending> {
  const reading = createReading(line, rules)
  for (;;) {
    const tail = assess(line, rules)
    if (tail === 'prompt' && isMarked(line.terminal, rules)) return reading.endingBy('prompt')
    const chunk = await readWithTail(line, reading.patienceFor(tail))
    if (chunk === 'end') throw closed(line)
    if (chunk !== 'silence') await reading.take(chunk)
    else {
      const ending = reading.afterSilence(tail)
      if (ending) return ending
    }
  }
}

/** What one reading remembers from chunk to chunk. */
function createReading(line: Line, rules: ReadRules) {
  const { terminal, budgets } = line
  const progress = createProgressWatch(budgets)
  const strangers = createStrangers(line)
  const pages = { turned: 0, last: '' }
  const deadline = Date.now() + (rules.timeoutMs ?? budgets.totalMs)
  let silentSince = Date.now()

  const leftMs = () => Math.min(silentSince + budgets.idleMs, deadline) - Date.now()
  const endingBy = (by: Ending['by'], isNewPrompt = false): Ending => ({
    by,
    line: terminal.current,
    nudges: strangers.nudges,
    isNewPrompt,
  })
  return {
    endingBy,
    patienceFor: (tail: Tail): number => Math.max(0, Math.min(waitFor(tail, rules, strangers.state()), leftMs())),
    take: async (chunk: Buffer): Promise<void> => {
      const over = take(line, chunk) ?? progress.arrived(chunk.length)
      if (over) end(line, over)
      silentSince = Date.now()
      const text = rules.onText ? terminal.takeText() : ''
      if (text !== '') await rules.onText?.(text)
    },
    afterSilence: (tail: Tail): Ending | undefined => {
      if (tail === 'prompt' || tail === 'question') return endingBy(tail)
      if (tail === 'stranger' && strangers.state() === 'back') return endingBy('prompt', true)
      if (tail === 'stranger' && strangers.state() === 'lost') throw lost(line)
      if (leftMs() <= 0) throw silent(line)
      if (tail === 'pager') turnPage(line, pages)
      else if (tail === 'stranger') strangers.nudge()
      return undefined
    },
  }
}

const waitFor = (tail: Tail, rules: ReadRules, stranger: 'new' | 'asked' | 'back' | 'lost'): number => {
  if (tail === 'text' || (tail === 'stranger' && stranger === 'asked')) return Infinity
  return tail === 'stranger' && stranger !== 'back' ? STRANGER_MS : rules.quietMs
}

function assess({ terminal, platform }: Line, rules: ReadRules): Tail {
  const { current } = terminal
  if (current === '') return 'text'
  if (rules.prompt.matches(current)) return 'prompt'
  if (rules.asks?.test(current.slice(-4096))) return 'question'
  if (findPagerMark(current, platform.pager)) return 'pager'
  return looksLikePrompt(current, platform.prompt) ? 'stranger' : 'text'
}

/** True where the platform's end mark closes the text before the prompt. */
const isMarked = (terminal: Terminal, { endMark }: ReadRules): boolean => {
  if (!endMark) return false
  const last = terminal.lastLines(BLANKS + 1).findLast((text) => text.trim() !== '')
  return last !== undefined && endMark.test(last.trimEnd())
}

/** Shows a chunk on the screen; gives the byte budget it overran, if any. */
function take({ terminal, budgets }: Line, chunk: Buffer): DeviceError | undefined {
  terminal.write(chunk.toString('latin1'))
  return overBudget(terminal, budgets)
}

/** The byte budget that an answer overran, if any. */
export function overBudget(terminal: Terminal, budgets: Budgets): DeviceError | undefined {
  const over = (what: string, bytes: number) =>
    new DeviceError('incomplete', `${what} is over ${bytes} bytes`, { phase: 'command' })
  if (terminal.size > budgets.outputBytes) return over('the answer', budgets.outputBytes)
  return terminal.widest > budgets.lineBytes ? over('a line', budgets.lineBytes) : undefined
}

function turnPage(line: Line, pages: { turned: number; last: string }): void {
  const { terminal, channel, platform, budgets } = line
  const mark = findPagerMark(terminal.current, platform.pager)
  if (!mark) return
  const page = terminal.lastLines(50).join('\n')
  pages.turned += 1
  if (pages.turned > budgets.pages || (page === pages.last && pages.turned > 3)) {
    end(line, new DeviceError('incomplete', 'the pager does not come to an end', { phase: 'command' }))
  }
  pages.last = page
  terminal.eraseFrom(mark.column)
  channel.write(mark.key)
}

/** Lines that end like a prompt but aren't the learnt one: a blank line is typed, and if the same line comes back, it is the new prompt. */
function createStrangers({ terminal, channel, platform }: Line) {
  const asked = new Map<string, number>()
  return {
    get nudges() {
      return asked.size
    },
    state: (): 'new' | 'asked' | 'back' | 'lost' => {
      const before = asked.get(terminal.current)
      if (before !== undefined) return terminal.finished > before ? 'back' : 'asked'
      return asked.size < MAX_NUDGES ? 'new' : 'lost'
    },
    nudge: () => {
      asked.set(terminal.current, terminal.finished)
      channel.write(platform.newline)
    },
  }
}

function silent(line: Line): DeviceError {
  const seconds = line.budgets.idleMs / 1000
  return end(
    line,
    new DeviceError('timeout', `the device went silent in the middle of an answer (${seconds} s)`, {
      phase: 'command',
      transcriptTail: tailOf(line.terminal),
    }),
  )
}

const lost = (line: Line): DeviceError =>
  end(
    line,
    new DeviceError('prompt', 'the prompt has changed, and a blank line does not bring the new one again', {
      phase: 'command',
      transcriptTail: tailOf(line.terminal),
    }),
  )

const closed = (line: Line): DeviceError =>
  new DeviceError('closed', 'the device closed the session in the middle of an answer', {
    phase: 'command',
    transcriptTail: tailOf(line.terminal),
  })

function end(line: Line, error: DeviceError): never {
  line.fail(error)
  throw error
}

/** Reads; an error that ends the visit meanwhile also tells what stood on the screen. */
export async function readWithTail(
  { channel, terminal }: Pick<Line, 'channel' | 'terminal'>,
  withinMs: number,
): ReturnType<ByteChannel['read']> {
  try {
    return await channel.read(withinMs)
  } catch (error) {
    throw error instanceof DeviceError ? error.with({ phase: 'command', transcriptTail: tailOf(terminal) }) : error
  }
}

/** The last lines on the screen, safe to print. */
export const tailOf = (terminal: Terminal): string =>
  escapeControls([...terminal.lastLines(10), terminal.current].join('\n').slice(-1000))
