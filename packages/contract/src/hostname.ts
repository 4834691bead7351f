import { z } from 'zod'

const shape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/
const windowsDevice = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i
const reservedEnd = /(\.git|\.lock|\.)$/i

/** A hostname becomes a path in the archive, so it must be one everywhere: letters, digits, dot, dash and underscore,
 *  beginning with a letter or digit; no `..`; not ending in `.git`, `.lock` or a dot; no device name of Windows. */
export function isHostname(text: string): boolean {
  return shape.test(text) && !text.includes('..') && !reservedEnd.test(text) && !windowsDevice.test(text)
}

/** The nearest name that obeys the rule: `core sw 1!` → `core-sw-1`. */
export function suggestHostname(text: string): string {
  const cleaned = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 240)
  const ended = withoutReservedEnd(cleaned)
  const name = windowsDevice.test(ended) ? `device-${ended}` : ended
  return isHostname(name) ? name : 'device'
}

function withoutReservedEnd(text: string): string {
  const shorter = text.replace(/(\.git|\.lock)$/i, '').replace(/[^A-Za-z0-9]+$/, '')
  return shorter === text ? text : withoutReservedEnd(shorter)
}

/** Says what is wrong and what would do. */
export const hostnameFault = (text: string): string =>
  `${JSON.stringify(text)} is not a hostname: letters, digits, dot, dash and underscore only, first a letter or digit, ` +
  `no "..", not ending in .git, .lock or a dot. Try ${JSON.stringify(suggestHostname(text))} and keep the original as title`

export const hostname = z
  .string()
  .min(1)
  .max(1000)
  .superRefine((text, context) => {
    if (isHostname(text)) return
    context.addIssue({ code: 'custom', message: hostnameFault(text), params: { suggested: suggestHostname(text) } })
  })
  .describe('Name in the archive; `title` keeps any other spelling')
