import { createHmac, createSecretKey } from 'node:crypto'
import type { Candidate } from './secret.ts'

const wholeToken = /^(?:(?:<|&lt;)secret:[a-z-]{3,11}:(?:[0-9a-f]{8}|volatile)(?:>|&gt;))+$/
const anyToken = /(?:<|&lt;)secret:[a-z-]{3,11}:(?:[0-9a-f]{8}|volatile)(?:>|&gt;)/g

/** Is this value nothing but a token (or one per part of a folded value)? */
export function isToken(value: string): boolean {
  return (value.startsWith('<') || value.startsWith('&')) && wholeToken.test(value)
}

/** Where tokens stand in a text that was redacted before. */
export function* tokensIn(text: string): Generator<{ start: number; end: number }> {
  if (!text.includes('secret:')) return
  for (const found of text.matchAll(anyToken)) yield { start: found.index, end: found.index + found[0].length }
}

/**
 * Makes `<secret:TYPE:FP>`; FP = first 8 hex digits of HMAC-SHA256(key, device id as 16 bytes, then the value), so equal
 * passwords on two devices don't show and a changed one does. Throws TypeError for a device id that is no UUID.
 */
export function createTokens(
  key: Uint8Array,
  deviceId: string,
): (candidate: Candidate, style: 'plain' | 'markup') => string {
  const device = Buffer.from(deviceId.replaceAll('-', ''), 'hex')
  if (device.length !== 16) throw new TypeError('the device id must be a UUID')
  const secret = createSecretKey(key) // made once: an HMAC from bytes makes one for each value
  const known = new Map<string, string>()
  const fingerprint = (meaning: string): string => {
    const made =
      known.get(meaning) ?? createHmac('sha256', secret).update(device).update(meaning).digest('hex').slice(0, 8)
    known.set(meaning, made)
    return made
  }
  return ({ type, meaning, volatile }, style) => {
    const inside = `secret:${type}:${volatile ? 'volatile' : fingerprint(meaning)}`
    return style === 'markup' ? `&lt;${inside}&gt;` : `<${inside}>`
  }
}
