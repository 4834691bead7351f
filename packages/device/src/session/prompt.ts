import type { PromptShape } from '../platform.ts'

/** A learnt prompt: an exact string, on which only modes and the last character may vary. */
export interface Prompt {
  readonly text: string
  /** Three characters or fewer: such a prompt also occurs in text, so the quiet check takes its full time. */
  readonly isWeak: boolean
  /** Whether a whole line is this prompt. */
  matches(line: string): boolean
}

const LONGEST = 200

/** Whether a line ends as this platform's prompts do. */
export function looksLikePrompt(line: string, shape: PromptShape): boolean {
  if (line.length > LONGEST * 2) return false
  const bare = line.trimEnd()
  return bare.length > 0 && bare.length <= LONGEST && shape.ends.some((end) => bare.endsWith(end))
}

/** Whether two lines are one prompt, whatever its varying parts say. */
export const isSamePrompt = (one: string, other: string, shape: PromptShape): boolean =>
  one === other || (shape.varies !== undefined && withoutVarying(one, shape) === withoutVarying(other, shape))

/** Makes the prompt of what the device showed twice. */
export function learnPrompt(text: string, shape: PromptShape): Prompt {
  const known = withoutVarying(text, shape)
  const bare = known.trimEnd()
  const trail = known.slice(bare.length)
  const name = bare.slice(0, -1)
  const matches = (line: string): boolean => {
    if (line === text) return true
    if (line.length > text.length + LONGEST) return false
    const seen = withoutVarying(line, shape)
    if (seen === known) return true
    if (name === '' || !seen.startsWith(name) || !seen.endsWith(trail)) return false
    const rest = seen.slice(name.length, seen.length - trail.length)
    return shape.ends.includes(rest.slice(-1)) && isMode(rest.slice(0, -1), shape)
  }
  return { text, isWeak: bare.length <= 3, matches }
}

/** Whether a device has typed a refused command again behind its prompt, whole or its beginning, to be edited. */
export function isTypedBack(line: string, prompt: string, typed: string): boolean {
  if (!line.startsWith(prompt) || line.length > prompt.length + typed.length + 1) return false
  const rest = line.slice(prompt.length).trim()
  return rest !== '' && typed.trim().startsWith(rest)
}

const withoutVarying = (line: string, { varies }: PromptShape): string =>
  (varies ?? []).reduce((rest, part) => rest.replace(part, ''), line)

const isMode = (between: string, shape: PromptShape): boolean =>
  between === '' || (shape.modes ?? []).some((mode) => between.replace(mode, '') === '')
