import type { Platform } from '../platform.ts'
import { firstLines } from './answer.ts'

/** A refusal stands in the first lines of a short answer; anywhere else the same words are text. */
const FIRST_LINES = 5
const SHORT = 10

/** The line with which a device refused a command, if it did. */
export function findRefusal(text: string, platform: Platform): string | undefined {
  const lines = firstLines(text, SHORT + 1)
  if (lines.length > SHORT) return undefined
  return lines
    .slice(0, FIRST_LINES)
    .find((line) => platform.rejects.some((pattern) => pattern.test(line.slice(0, 4096))))
}
