import type { FoundSecret } from './secret.ts'

/** Puts the secrets back: the byte-identical raw text. Throws RangeError where a token isn't where it must be. */
export function restore(redacted: string, secrets: readonly FoundSecret[]): string {
  const pieces: string[] = []
  let from = 0
  let shift = 0
  for (const { start, end, value, token } of secrets) {
    const at = start + shift
    if (!redacted.startsWith(token, at))
      throw new RangeError(`no token at ${at}: text and secrets are not of one redaction`)
    pieces.push(redacted.slice(from, at), value)
    from = at + token.length
    shift += token.length - (end - start)
  }
  pieces.push(redacted.slice(from))
  return pieces.join('')
}
