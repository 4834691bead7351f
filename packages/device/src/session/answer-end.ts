import { isTypedBack, type Prompt } from './prompt.ts'
import type { Ending } from './reader.ts'
import { beginsWithPrompt } from './rescue.ts'

/** What surrounds an answer's text. */
export interface Surroundings {
  readonly prompt: Prompt
  readonly typed: string
  /** A line above the prompt that belongs to it. */
  readonly above?: RegExp | undefined
}

/** A message of the device behind a prompt is no longer than this many lines. */
const NEAR = 5

/** Takes away what stands behind the text and is none of it: prompts that typed blank lines brought, what a device said behind
 *  its prompt, a command typed back, the line above the prompt, and marks of pagers that were never erased. */
export function withoutTrailer(text: string, ending: Ending, around: Surroundings): string {
  let rest = text
  if (ending.nudges > 0) rest = withoutPrompts(rest, ending, around)
  if (ending.isLate) rest = withoutMessages(rest, around.prompt)
  for (const { text: line, column } of ending.marked) rest = withoutMark(rest, line, column)
  return around.above ? withoutAbove(rest, around.above) : rest
}

/** Each typed blank line ended a line with a prompt: one that stood alone, one behind a refused command, or one behind
 *  a last line of text that had no line end. */
function withoutPrompts(text: string, { nudges, line }: Ending, { prompt, typed }: Surroundings): string {
  let rest = text
  for (let left = nudges; left > 0; left--) {
    const from = startOfLastLine(rest)
    const last = rest.slice(from, -1)
    const isPrompt = last === line || prompt.matches(last) || last.trimEnd() === prompt.text.trimEnd()
    if (isPrompt || isTypedBack(last, prompt.text, typed)) rest = rest.slice(0, from)
    else if (!prompt.isWeak && last.endsWith(prompt.text)) return `${rest.slice(0, -prompt.text.length - 1)}\n`
    else return rest
  }
  return rest
}

function withoutMessages(text: string, prompt: Prompt): string {
  let from = text.length
  for (let seen = 0; seen <= NEAR && from > 0; seen++) {
    const start = startOfLastLine(text.slice(0, from))
    if (beginsWithPrompt(text.slice(start, from - 1), prompt)) return text.slice(0, start)
    from = start
  }
  return text
}

function withoutMark(text: string, line: string, column: number): string {
  const at = text.lastIndexOf(`${line}\n`)
  return at < 0 ? text : text.slice(0, at + column) + text.slice(at + line.length + 1)
}

function withoutAbove(text: string, above: RegExp): string {
  const end = text.trimEnd().length
  const from = text.lastIndexOf('\n', end - 1) + 1
  return above.test(text.slice(from, end)) ? text.slice(0, from) : text
}

/** Where the last line begins, in a text that ends with a line end. */
const startOfLastLine = (text: string): number => text.lastIndexOf('\n', text.length - 2) + 1
