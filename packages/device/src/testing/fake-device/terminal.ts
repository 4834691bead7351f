import { setTimeout as sleep } from 'node:timers/promises'
import type { CliAnswer, CliSession, FakeCli } from './cli.ts'
import { deliver, type Ending } from './delivery.ts'
import { findFault, type Fault } from './fault.ts'
import { createKeyboard, type Keyboard } from './keyboard.ts'
import type { Oracle } from './oracle.ts'
import type { Wire } from './wire.ts'

export interface TerminalParts {
  readonly cli: FakeCli
  readonly session: CliSession
  readonly faults: () => readonly Fault[]
  readonly oracle: Oracle
  readonly wire: Wire
  readonly pageLines: number
  /** Default: a new one. */
  readonly keyboard?: Keyboard
  /** Asks the client for new keys; absent where there are none. */
  readonly rekey?: () => void
}

export interface Terminal {
  readonly keyboard: Keyboard
  /** Greets, prompts and answers until the client leaves (`prompt`), or a fault ends it another way. */
  readonly run: () => Promise<Ending>
}

/** A shell on a pseudo terminal: echo, prompt, pager, CR LF. */
export function createTerminal(parts: TerminalParts): Terminal {
  const { cli, session, faults, oracle, wire } = parts
  const { keyboard = createKeyboard() } = parts
  const prompt = createPrompt(parts)
  const crlf = (text: string): Promise<void> => wire.write(text.replaceAll('\n', lineEnd(faults())))
  const echo = createEcho(parts)

  async function readCommand(): Promise<string> {
    await wire.write((cli.dress?.beforePrompt ?? '') + prompt.text())
    const line = await keyboard.line(echo(prompt.text().length))
    if (!findFault(faults(), 'no-echo')) await wire.write('\r\n')
    await wire.write(cli.dress?.afterLine ?? '')
    return line.trim()
  }

  async function answerQuestions(answer: CliAnswer): Promise<CliAnswer> {
    let current = answer
    while (current.asks) {
      await wire.write(current.asks.text)
      const reply = await keyboard.line(async () => {})
      await wire.write('\r\n')
      current = current.asks.reply(reply)
    }
    return current
  }

  async function show(answer: CliAnswer): Promise<Ending> {
    const pager = createPager(parts, keyboard, pagerOf(parts, answer))
    let last = '\n'
    const print = async (text: string): Promise<void> => {
      last = text.slice(-1) || last
      await pager.print(text)
    }
    const ending = await deliver(answer, {
      ...parts,
      faults: faults(),
      prompt: prompt.text(),
      print,
    })
    if (answer.isConfig === true) prompt.afterConfig()
    if (ending === 'prompt') await crlf((last === '\n' ? '' : '\n') + (answer.after ?? ''))
    return ending
  }

  return {
    keyboard,
    async run() {
      await greet(parts, prompt.text(), crlf)
      if (findFault(faults(), 'no-prompt')) return 'silence'
      for (;;) {
        const command = await readCommand()
        if (command !== '') oracle.commands.push(command)
        const answer = await answerQuestions(cli.answer(command, session))
        if (answer.leaves === true) return 'prompt'
        const ending = await show(refused(answer, faults()))
        if (ending !== 'prompt') return ending
      }
    },
  }
}

/** The answer to a configuration command where a fault keeps the configuration back. */
export function refused(answer: CliAnswer, faults: readonly Fault[]): CliAnswer {
  if (answer.isConfig !== true) return answer
  const refusal = findFault(faults, 'refuse-config')
  if (refusal) return { text: refusal.text, status: 1 }
  return findFault(faults, 'empty-config') ? { text: '', isConfig: true } : answer
}

function createPrompt({ cli, session, faults }: TerminalParts) {
  let replaced: string | undefined
  let count = 0
  return {
    text: () => replaced?.replace('%n', String(++count)) ?? cli.prompt(session),
    afterConfig: () => {
      replaced ??= findFault(faults(), 'prompt-changes')?.to
    },
  }
}

async function greet(parts: TerminalParts, prompt: string, crlf: (text: string) => Promise<void>): Promise<void> {
  const faults = parts.faults()
  const planted = findFault(faults, 'fake-prompt')
  if (planted?.where === 'banner') {
    await crlf(`\nWelcome\n${prompt}`)
    await sleep(planted.pauseMs)
    await crlf('\nAuthorised access only\n')
  }
  await crlf(findFault(faults, 'motd')?.text ?? '')
  const huge = findFault(faults, 'huge-banner')
  const line = `${'Welcome. '.repeat(8)}\n`
  const lines = huge?.where === 'shell' ? Math.ceil(huge.bytes / line.length) : 0
  for (let left = lines; left > 0; left -= 1_000) await crlf(line.repeat(Math.min(left, 1_000)))
  await crlf(parts.cli.greeting(parts.session))
}

const lineEnd = (faults: readonly Fault[]): string => findFault(faults, 'line-ends')?.as ?? '\r\n'

/** What a terminal shows of what is typed behind a prompt so many columns wide. */
const createEcho =
  ({ faults, wire }: TerminalParts) =>
  (promptColumns: number) => {
    let column = promptColumns
    return async (text: string): Promise<void> => {
      if (findFault(faults(), 'no-echo')) return
      const columns = findFault(faults(), 'wraps-echo')?.columns ?? Infinity
      for (let rest = text; rest !== '';) {
        const room = Math.max(1, columns - column)
        const piece = rest.slice(0, room)
        rest = rest.slice(piece.length)
        column += piece.length
        const isFull = column >= columns
        if (isFull) column = 0
        await wire.write(piece + (isFull ? ' \r' : ''))
      }
    }
  }

/** How an answer is halted: by the device's own pager, or by a fault's, which minds nothing. */
function pagerOf({ cli, session, faults, pageLines }: TerminalParts, answer: CliAnswer) {
  const fault = findFault(faults(), 'pager')
  if (fault && answer.isConfig === true) return fault
  const isPaged = answer.unpaged !== true && session.paging
  return isPaged && cli.pager ? { ...cli.pager, lines: pageLines } : undefined
}

/** Halts after each page until a key is pressed: space for a page, return for a line, `q` to leave the listing. */
function createPager({ wire, faults }: TerminalParts, keyboard: Keyboard, pager: ReturnType<typeof pagerOf>) {
  const pageLines = pager?.lines ?? Infinity
  let linesLeft = pageLines - 1

  async function halt(mark: string, erase: string): Promise<void> {
    await wire.write(mark)
    for (let key = await keyboard.key(); ; key = await keyboard.key()) {
      if (key === ' ') linesLeft = pageLines - 1
      if (key === '\r' || key === '\n') linesLeft = 1
      if (key === 'q' || key === '\x03') linesLeft = -1
      if (linesLeft !== 0) break
    }
    await wire.write(erase)
  }

  return {
    async print(text: string): Promise<void> {
      let rest = text
      while (rest !== '' && linesLeft >= 0) {
        if (pager && linesLeft === 0) await halt(pager.mark, pager.erase)
        const end = pager ? endOfLines(rest, linesLeft) : { at: rest.length, lines: 0 }
        await wire.write(rest.slice(0, end.at).replaceAll('\n', lineEnd(faults())))
        rest = rest.slice(end.at)
        linesLeft -= end.lines
      }
    },
  }
}

/** Where at most `count` lines of the text end, and how many these are. */
function endOfLines(text: string, count: number): { at: number; lines: number } {
  let at = 0
  for (let lines = 0; lines < count; lines++) {
    const next = text.indexOf('\n', at)
    if (next < 0) return { at: text.length, lines }
    at = next + 1
  }
  return { at, lines: Math.max(count, 0) }
}
