import { DeviceError } from '../errors.ts'
import type { ExecOptions } from '../transports/transport.ts'

/** What a device said to one command. */
export interface Answer {
  /** The rendered text, one character per byte, LF line ends, one LF at the end unless it is empty. */
  readonly raw: string
  /** The line with which the device refused the command. */
  readonly refusal: string | undefined
  /** Exit status of an exec channel; null in a shell and where the device gave none. */
  readonly exitStatus: number | null
  /** Why the text may have been disturbed: it then needs a second, equal read. */
  readonly doubt?: string
}

/** What one command may ask of the shell. */
export interface AskOptions extends ExecOptions {
  /** A session command: the prompt counts at once. */
  readonly isRoutine?: boolean
  readonly endMark?: RegExp
  /** Hands whole lines on as they are finished, without the echo; the answer then holds the rest. */
  readonly onText?: (text: string) => Promise<void>
}

/** How a session asks: over an exec channel where the platform has them, else in the shell. */
export type Ask = (command: string, options?: AskOptions) => Promise<Answer>

/** The text with exactly one line end at its end, unless it is empty. */
export function endedOnce(text: string): string {
  const end = withoutLineEnds(text)
  if (end === 0) return ''
  return end < text.length ? text.slice(0, end + 1) : `${text}\n` // a slice is no copy
}

/** Length of a text without the line ends at its end. */
export function withoutLineEnds(text: string): number {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0x0a) end -= 1
  return end
}

/** The first lines of a text, at most `count`; what follows them is never looked at. */
export function firstLines(text: string, count: number): string[] {
  const lines: string[] = []
  for (let from = 0; lines.length < count && from < text.length;) {
    const end = text.indexOf('\n', from)
    lines.push(text.slice(from, end < 0 ? text.length : end))
    from = end < 0 ? text.length : end + 1
  }
  return lines
}

/** Exact bytes of a rendered text. */
export const bytesOf = (raw: string): Buffer => Buffer.from(raw, 'latin1')

/** The text for people: UTF-8, invalid bytes as U+FFFD. */
export const textOf = (raw: string): string => bytesOf(raw).toString('utf8')

/** Reads; an error that breaks off in the middle of an answer takes with it what had come so far. */
export async function keepingPartial<T>(soFar: () => string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const partial = bytesOf(endedOnce(soFar()))
    throw error instanceof DeviceError && partial.length > 0 ? error.with({ partial }) : error
  }
}
