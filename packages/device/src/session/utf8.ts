/** Follows UTF-8 characters through a stream of bytes, so that a continuation byte is not taken for a control. */
export interface Utf8Tracker {
  /** Whether this byte continues a character; moves on. */
  continues(char: string): boolean
  /** Moves over text that needs no look. */
  skip(text: string): void
}

const LONGEST_CHARACTER = 4

/** Source: RFC 3629 section 4. */
export function createUtf8Tracker(): Utf8Tracker {
  let due = 0
  const continues = (char: string): boolean => {
    const isContinuation = due > 0 && char >= '\x80' && char <= '\xbf'
    due = isContinuation ? due - 1 : continuationsAfter(char)
    return isContinuation
  }
  return {
    continues,
    skip: (text) => {
      if (text.length >= LONGEST_CHARACTER) due = 0
      for (const char of text.slice(-LONGEST_CHARACTER)) continues(char)
    },
  }
}

/** How many continuation bytes a lead byte announces. */
function continuationsAfter(char: string): number {
  if (char >= '\xc2' && char <= '\xdf') return 1
  if (char >= '\xe0' && char <= '\xef') return 2
  return char >= '\xf0' && char <= '\xf4' ? 3 : 0
}
