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
  const bare = line.trimEnd()
  return bare.length > 0 && bare.length <= LONGEST && shape.ends.some((end) => bare.endsWith(end))
}

/** Makes the prompt of what the device showed twice. */
export function learnPrompt(text: string, shape: PromptShape): Prompt {
  const bare = text.trimEnd()
  const trail = text.slice(bare.length)
  const name = bare.slice(0, -1)
  const matches = (line: string): boolean => {
    if (line === text) return true
    if (name === '' || !line.startsWith(name) || !line.endsWith(trail)) return false
    const rest = line.slice(name.length, line.length - trail.length)
    return shape.ends.includes(rest.slice(-1)) && isMode(rest.slice(0, -1), shape)
  }
  return { text, isWeak: bare.length <= 3, matches }
}

const isMode = (between: string, shape: PromptShape): boolean =>
  between === '' || (shape.modes ?? []).some((mode) => between.replace(mode, '') === '')
