import { setTimeout as sleep } from 'node:timers/promises'
import type { CliAnswer } from './cli.ts'
import { findFault, type Fault, type FaultOf } from './fault.ts'
import type { Oracle } from './oracle.ts'

/** What follows a text: the prompt as usual, a connection that is closed or reset, or nothing ever. */
export type Ending = 'prompt' | 'closed' | 'reset' | 'silence'

interface Piece {
  readonly text: string
  readonly thenPauseMs?: number
  readonly thenRekey?: true
}

interface Delivery {
  readonly pieces: Iterable<Piece>
  readonly ending: Ending
  readonly isWhole: boolean
}

export interface DeliveryParts {
  readonly faults: readonly Fault[]
  readonly oracle: Oracle
  readonly prompt: string
  /** Text of one character per byte, LF line ends. */
  readonly print: (text: string) => Promise<void>
  /** Asks the client for new keys. Absent where there are none. */
  readonly rekey?: () => void
}

/** Prints an answer. A configuration passes the faults on its way and is remembered as far as it was printed. */
export async function deliver(answer: CliAnswer, parts: DeliveryParts): Promise<Ending> {
  const text = Buffer.from(answer.text).toString('latin1')
  if (answer.isConfig !== true) {
    await parts.print(text)
    return 'prompt'
  }
  const read = parts.oracle.beginConfig()
  const { pieces, ending, isWhole } = plan(text, read, parts)
  for (const piece of pieces) {
    await parts.print(piece.text)
    parts.oracle.sentConfig(piece.text)
    if (piece.thenPauseMs !== undefined) await sleep(piece.thenPauseMs)
    if (piece.thenRekey) parts.rekey?.()
  }
  parts.oracle.wasWhole = isWhole
  return ending
}

function plan(answer: string, read: number, { faults, prompt }: DeliveryParts): Delivery {
  const odd = findFault(faults, 'odd-bytes')
  const text = odd ? answer.replace('\n', () => `\n${odd.bytes}\n`) : answer
  const cut = findFault(faults, 'cut-config')
  if (cut && (cut.reads === 'every' || read === 1))
    return { pieces: [{ text: text.slice(0, cut.atByte) }], ending: cut.ending, isWhole: cut.atByte >= text.length }
  if (findFault(faults, 'endless-output')) return { pieces: endlessLines(text), ending: 'prompt', isWhole: false }
  const line = findFault(faults, 'huge-line')
  if (line) return { pieces: hugeLine(line.bytes), ending: 'prompt', isWhole: false }
  return { pieces: whole(text, faults, prompt), ending: 'prompt', isWhole: true }
}

function whole(text: string, faults: readonly Fault[], prompt: string): Iterable<Piece> {
  const planted = findFault(faults, 'fake-prompt')
  if (planted?.where === 'config') return pausing(text, prompt, planted)
  const slow = findFault(faults, 'slow-config')
  if (slow) return Array.from(text, (byte) => ({ text: byte, thenPauseMs: slow.everyMs }))
  if (!findFault(faults, 'rekeys')) return [{ text }]
  const middle = Math.floor(text.length / 2)
  return [{ text: text.slice(0, middle), thenRekey: true }, { text: text.slice(middle) }]
}

function* endlessLines(text: string): Generator<Piece> {
  yield { text }
  for (let number = 1; ; number++)
    yield { text: `! ${number} ${'one more line '.repeat(2_000)}\n`.replaceAll('line o', 'line\no') }
}

function* hugeLine(bytes: number): Generator<Piece> {
  const block = 'x'.repeat(64 * 1024)
  for (let left = bytes; left > 0; left -= block.length) yield { text: block.slice(0, left) }
  yield { text: '\n' }
}

/** Halts behind each line that is the prompt, where a careless reader would stop. */
function* pausing(text: string, prompt: string, { pauseMs }: FaultOf<'fake-prompt'>): Generator<Piece> {
  let rest = text
  for (;;) {
    const at = rest.indexOf(`\n${prompt}`)
    if (at < 0) break
    const end = at + 1 + prompt.length
    yield { text: rest.slice(0, end), thenPauseMs: pauseMs }
    rest = rest.slice(end)
  }
  yield { text: rest }
}
