import { firstLines } from './answer.ts'

const MAX_WRAPPED = 20
const MAX_SKIPPED = 2

/** Drops the echo of a command: the first rendered lines if they are the command, whole or wrapped, with or without the prompt before it. */
export function withoutEcho(text: string, command: string, prompt: string): string {
  const lines = firstLines(text, MAX_WRAPPED + MAX_SKIPPED)
  const count = echoedLines(lines, squeeze(command), prompt)
  return text.slice(lines.slice(0, count).reduce((length, line) => length + line.length + 1, 0))
}

/** How many of the first lines are echo. */
function echoedLines(lines: readonly string[], wanted: string, prompt: string): number {
  if (wanted === '') return 0
  for (let skipped = 0; skipped <= Math.min(MAX_SKIPPED, lines.length - 1); skipped++) {
    const taken = echoLength(lines, skipped, wanted, squeeze(prompt))
    if (taken > 0) return skipped + taken
    const first = (lines[skipped] ?? '').trim()
    if (first !== '' && squeeze(first) !== squeeze(prompt)) break
  }
  return 0
}

/** How many lines from `from` hold exactly the command. */
function echoLength(lines: readonly string[], from: number, wanted: string, prompt: string): number {
  let joined = ''
  for (let count = 1; count <= MAX_WRAPPED && from + count <= lines.length; count++) {
    joined += squeeze(lines[from + count - 1] ?? '')
    if (joined === wanted || joined === prompt + wanted) return count
    if (joined.length > wanted.length + prompt.length) return 0
  }
  return 0
}

const squeeze = (text: string): string => text.replace(/\s+/g, '')
