import { DeviceError } from '../errors.ts'

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
export interface AskOptions {
  readonly timeoutMs?: number
  /** A session command: the prompt counts at once. */
  readonly isRoutine?: boolean
  readonly endMark?: RegExp
  /** Hands lines on as they are finished, without the echo; the answer is then empty. */
  readonly onLines?: (lines: readonly string[]) => Promise<void>
}

/** How a session asks: over an exec channel where the platform has them, else in the shell. */
export type Ask = (command: string, options?: AskOptions) => Promise<Answer>

/** Lines as a text with exactly one line end at the end. */
export function joinLines(lines: readonly string[]): string {
  const last = lines.findLastIndex((line) => line !== '')
  return last < 0 ? '' : `${lines.slice(0, last + 1).join('\n')}\n`
}

/** Exact bytes of a rendered text. */
export const bytesOf = (raw: string): Buffer => Buffer.from(raw, 'latin1')

/** The text for people: UTF-8, invalid bytes as U+FFFD. */
export const textOf = (raw: string): string => bytesOf(raw).toString('utf8')

/** Reads; an error that breaks off in the middle of an answer takes with it what had come so far. */
export async function keepingPartial<T>(soFar: () => readonly string[], read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const partial = bytesOf(joinLines(soFar()))
    throw error instanceof DeviceError && partial.length > 0 ? error.with({ partial }) : error
  }
}
