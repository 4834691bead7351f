/** Control characters and the signs that turn the direction of text, but for tab and line feed. */
const unsafe = /[^\P{Cc}\t\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/**
 * Makes device text safe to print on a terminal: every control character is written out, such as `\x1b`, so it can neither
 * move the cursor nor hide a line. Line feeds and tabs stay.
 */
export function escapeControls(text: string): string {
  return text.replace(unsafe, (sign) => {
    const code = sign.charCodeAt(0)
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
}
