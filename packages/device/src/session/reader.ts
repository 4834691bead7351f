import type { Budgets } from '../budgets.ts'
import { DeviceError, escapeControls } from '../errors.ts'
import type { ByteChannel } from '../transports/transport.ts'
import type { Line } from './line.ts'
import { createPages, findMark } from './pages.ts'
import { createProgressWatch } from './progress.ts'
import { isTypedBack, looksLikePrompt, type Prompt } from './prompt.ts'
import { createRescue, type MarkedLine } from './rescue.ts'
import { createStrangers } from './strangers.ts'
import type { Terminal } from './terminal.ts'
import { createTypedBack } from './typed-back.ts'

/** When an answer is over. */
export interface ReadRules {
  readonly prompt: Prompt
  /** How long nothing may follow a match, ms. */
  readonly quietMs: number
  /** What was typed: a device may type it again behind its prompt, after a refusal. */
  readonly typed: string
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
  /** Blank lines that were typed: each brought a prompt. */
  readonly nudges: number
  /** Something was typed that the device did not ask for, while it may have been speaking. */
  readonly isDisturbed: boolean
  /** Lines that end with a pager's mark which the device has not erased. */
  readonly marked: readonly MarkedLine[]
  /** The prompt stood above a message of the device, and was asked for again. */
  readonly isLate: boolean
}

type Tail = 'prompt' | 'question' | 'pager' | 'typed-back' | 'stranger' | 'text'

/** Most blank lines between an end mark and the prompt. */
const BLANKS = 10
/** Reads until the prompt stands alone in the last line and nothing follows, turning pages on the way.
 *  Throws `timeout`, `closed`, `incomplete` (over a byte or page budget), and whatever ends the visit. */
export async function readAnswer(line: Line, rules: ReadRules): Promise<Ending> {
  const reading = createReading(line, rules)
  for (;;) {
    const tail = assess(line, rules, reading.hasTyped)
    const patienceMs = reading.patienceFor(tail)
    const chunk = await readWithTail(line, patienceMs)
    if (chunk === 'end') throw closed(line)
    if (chunk !== 'silence') await reading.take(chunk)
    else {
      const ending = reading.afterSilence(tail, patienceMs)
      if (ending) return ending
    }
  }
}

/** What one reading remembers from chunk to chunk. */
function createReading(line: Line, rules: ReadRules) {
  const { terminal, budgets, platform } = line
  const progress = createProgressWatch(budgets)
  const strangers = createStrangers(line)
  const typedBack = createTypedBack(line)
  const rescue = createRescue(line, rules.prompt)
  const pages = createPages(line)
  const idleMs = Math.max(budgets.idleMs, platform.timing.idleMs ?? 0)
  const deadline = Date.now() + (rules.timeoutMs ?? budgets.totalMs)
  let silentMs = 0

  const leftMs = () => Math.min(idleMs - silentMs, deadline - Date.now())
  const endingBy = (by: Ending['by'], isNewPrompt = false): Ending => {
    const nudges = strangers.nudges + typedBack.nudges + rescue.blanks
    return {
      by,
      line: terminal.current,
      nudges,
      isDisturbed: rescue.typed > 0 || strangers.nudges > (isNewPrompt ? 1 : 0),
      marked: rescue.marked,
      isLate: rescue.isLate,
    }
  }
  const waitFor = (tail: Tail): number => {
    if (tail === 'text') return rescue.waitMs
    if (tail === 'typed-back') return typedBack.waitMs
    if (tail === 'stranger') return strangers.waitMs(rules.quietMs)
    return tail === 'prompt' && isMarked(line, rules) ? 0 : rules.quietMs
  }
  return {
    get hasTyped() {
      return rescue.typed > 0 || typedBack.hasErased
    },
    patienceFor: (tail: Tail): number => Math.max(0, Math.min(waitFor(tail), leftMs())),
    take: async (chunk: Buffer): Promise<void> => {
      const over = take(line, chunk) ?? progress.arrived(chunk.length)
      if (over) end(line, over)
      silentMs = 0
      rescue.reset()
      const text = rules.onText ? terminal.takeText() : ''
      if (text !== '') await rules.onText?.(text)
    },
    afterSilence: (tail: Tail, waitedMs: number): Ending | undefined => {
      if (tail === 'prompt' || tail === 'question') return endingBy(tail)
      if (tail === 'stranger' && strangers.state() === 'back') return endingBy('prompt', true)
      if (tail === 'stranger' && strangers.state() === 'lost') throw lost(line)
      silentMs += waitedMs
      if (leftMs() <= 0) throw silent(line)
      if (tail === 'pager') pages.turn()
      else if (tail === 'stranger') strangers.nudge()
      else if (tail === 'typed-back') typedBack.erase()
      else rescue.act(pages.key)
      return undefined
    },
  }
}

/** What stands in the last line. Blanks behind the prompt are nothing once something was typed unasked: its echo, or its erasure. */
function assess({ terminal, platform }: Line, rules: ReadRules, hasTyped: boolean): Tail {
  const { current } = terminal
  if (current === '') return 'text'
  if (rules.prompt.matches(current)) return 'prompt'
  if (hasTyped && current.trimEnd() === rules.prompt.text.trimEnd()) return 'prompt'
  if (rules.asks?.test(current.slice(-4096))) return 'question'
  if (findMark(terminal, platform.pager)) return 'pager'
  if (isTypedBack(current, rules.prompt.text, rules.typed) && terminal.finished > 1) return 'typed-back'
  const isGlued = !rules.prompt.isWeak && current.endsWith(rules.prompt.text)
  return isGlued || looksLikePrompt(current, platform.prompt) ? 'stranger' : 'text'
}

/** True where the platform's end mark closes the text before the prompt: only what has arrived already may follow then. */
const isMarked = ({ terminal, platform }: Line, { endMark }: ReadRules): boolean => {
  if (!endMark) return false
  const isText = (text: string) => text.trim() !== '' && !platform.prompt.above?.test(text)
  const last = terminal.lastLines(BLANKS + 1).findLast(isText)
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

function silent(line: Line): DeviceError {
  const seconds = Math.max(line.budgets.idleMs, line.platform.timing.idleMs ?? 0) / 1000
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
