import { redact } from '@netraven/config-text'

/** Fingerprints are thrown away, so device and key don't matter. */
const NOBODY = '00000000-0000-0000-0000-000000000000'
const NO_KEY = new Uint8Array(32)

/** Replaces secrets by as many `x`, so that declared sizes and line lengths stay true. */
export type Mask = (text: string) => string

export interface MaskOptions {
  /** Rule set of config-text. */
  readonly platform: string
  /** Secrets known to the caller, such as the password that was typed. */
  readonly secrets: readonly string[]
}

/** Makes the mask for one recording: what the caller names, and what the rules of the platform find. */
export function createMask({ platform, secrets }: MaskOptions): Mask {
  const named = secrets.filter((secret) => secret !== '').toSorted((a, b) => b.length - a.length)
  return (text) => {
    const found = redact(text, { platform, deviceId: NOBODY, key: NO_KEY, learned: named }).secrets
    const masked = found
      .toSorted((a, b) => b.start - a.start)
      .reduce((rest, { start, end }) => rest.slice(0, start) + blacken(rest.slice(start, end)) + rest.slice(end), text)
    return named.reduce((rest, secret) => rest.replaceAll(secret, blacken(secret)), masked)
  }
}

/** The lines of every secret in a text, as they stand there. */
export function secretLinesIn(text: string, { platform, secrets }: MaskOptions): readonly string[] {
  const found = redact(text, { platform, deviceId: NOBODY, key: NO_KEY, learned: secrets.filter(Boolean) }).secrets
  return found.flatMap(({ start, end }) => text.slice(start, end).split('\n')).map((line) => line.trim())
}

/** Whether nothing is left to see of a secret. */
export const isBlack = (secret: string): boolean => /^x*$/.test(secret)

const blacken = (secret: string): string => secret.replace(/\S/g, 'x')
