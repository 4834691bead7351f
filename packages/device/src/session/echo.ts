import { firstLines } from './answer.ts'

const MAX_WRAPPED = 20
const MAX_SKIPPED = 4
/** No device shows fewer columns of a command behind its prompt. */
const NARROWEST = 8
/** What is left of a command that scrolled sideways is at least this long. */
const SHORTEST_REST = 4

/** Drops the echo of a command: the first rendered lines if they are the command, whole or wrapped, with or without the prompt
 *  before it. Messages of the device before an echo behind its prompt go with it. */
export function withoutEcho(text: string, command: string, prompt: string): string {
  const lines = firstLines(text, MAX_WRAPPED + MAX_SKIPPED)
  const count = echoedLines(lines, command, prompt)
  return text.slice(lines.slice(0, count).reduce((length, line) => length + line.length + 1, 0))
}

/** How many of the first lines are echo. */
function echoedLines(lines: readonly string[], command: string, prompt: string): number {
  const wanted = squeeze(command)
  if (wanted === '') return 0
  let isBehindMessage = false
  for (let skipped = 0; skipped <= Math.min(MAX_SKIPPED, lines.length - 1); skipped++) {
    const taken = echoLength(
      lines,
      skipped,
      wanted,
      isBehindMessage ? squeeze(prompt) + wanted : undefined,
      squeeze(prompt),
    )
    if (taken > 0) return skipped + taken
    const line = lines[skipped] ?? ''
    if (isDrawnOver(line, command, prompt)) return skipped + 1
    const first = squeeze(line)
    if (first !== '' && first !== squeeze(prompt)) isBehindMessage = true
  }
  return 0
}

/** How many lines from `from` hold exactly the command, perhaps behind the prompt; or exactly what is asked for. */
function echoLength(
  lines: readonly string[],
  from: number,
  wanted: string,
  exactly: string | undefined,
  prompt: string,
): number {
  let joined = ''
  for (let count = 1; count <= MAX_WRAPPED && from + count <= lines.length; count++) {
    joined += squeeze(lines[from + count - 1] ?? '')
    if (joined === (exactly ?? wanted) || joined === prompt + wanted) return count
    if (joined.length > wanted.length + prompt.length) return 0
  }
  return 0
}

/** Whether a line is what a narrow screen leaves of a long command: its rest drawn over its beginning at the margin, or
 *  scrolled sideways behind a `$`. */
function isDrawnOver(line: string, command: string, prompt: string): boolean {
  const shown = line.trimEnd()
  if (shown.length < NARROWEST) return false
  const typed = [command, prompt.trimStart() + command]
  if (typed.some((whole) => whole.length > shown.length && overlaid(whole, shown.length) === shown)) return true
  const behind = shown.startsWith(prompt) ? shown.slice(prompt.length) : shown
  const rest = behind.replace(/^[$<]/, '').replace(/[$>]$/, '')
  return behind !== rest && rest.length >= SHORTEST_REST && command.includes(rest.trim())
}

/** A text as it stands when each row is drawn over the one before. */
function overlaid(text: string, width: number): string {
  let row = ''
  for (let from = 0; from < text.length; from += width) {
    const next = text.slice(from, from + width)
    row = next + row.slice(next.length)
  }
  return row.trimEnd()
}

const squeeze = (text: string): string => text.replace(/\s+/g, '')
