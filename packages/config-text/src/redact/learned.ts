import { isKeyword } from './rule-sets.ts'
import { decodeType7 } from './reversible.ts'
import type { Candidate, SecretType } from './secret.ts'

export interface LearnedSecret {
  readonly value: string
  readonly type: SecretType
}

export type WeakReason = 'short' | 'common word' | 'number' | 'address' | 'own name'

const MIN_LENGTH = 6
const commonWords = new Set(
  `public private admin administrator cisco default manager operator monitor password secret enable disable juniper
  mikrotik router switch firewall network netadmin system guest security server backup access remote telnet console
  community interface ethernet gigabitethernet loopback description hostname version configuration terminal running
  startup permit control example neighbor protocols applications services authentication authorization accounting internal external primary secondary management production`.split(
    /\s+/,
  ),
)

/** Why a value must not be searched in other places, or null if it may: it would hit words that are no secret. */
export function weaknessOf(value: string, ownNames: ReadonlySet<string>): WeakReason | null {
  const word = value.toLowerCase()
  if (/^\d+$/.test(value)) return 'number'
  if (value.length < MIN_LENGTH) return 'short'
  if (commonWords.has(word) || isKeyword(word)) return 'common word'
  if (/^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d+)?$|^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i.test(value)) return 'address'
  return ownNames.has(word) ? 'own name' : null
}

/** Names that the text gives to its device. */
export function ownNamesIn(text: string): ReadonlySet<string> {
  const named =
    /^[ \t]{0,8}(?:hostname|sysname|switchname|host-name|set system host-name|set name=)[ \t]{0,4}["']?([\w.-]{1,80})/gm
  return new Set([...text.matchAll(named)].map(([, name = '']) => name.toLowerCase()))
}

interface Form {
  readonly text: string
  readonly secret: LearnedSecret
}

/** Searches known secrets in a text, in every form in which a device or a log may write them, as whole tokens. */
export function createLearnedSearch(secrets: readonly LearnedSecret[]): (text: string) => Candidate[] {
  const byPrefix = new Map<string, Form[]>()
  const mayBegin = new Uint8Array(65_536)
  for (const secret of secrets) {
    for (const text of new Set(formsOf(secret))) {
      mayBegin[beginning(text, 0)] = 1
      const prefix = text.slice(0, MIN_LENGTH)
      const known = byPrefix.get(prefix)
      if (known) known.push({ text, secret })
      else byPrefix.set(prefix, [{ text, secret }])
    }
  }
  if (byPrefix.size === 0) return () => []
  for (const forms of byPrefix.values()) forms.sort((a, b) => b.text.length - a.text.length)
  const byValue = new Map(secrets.map((secret) => [secret.value, secret]))
  return (text) => [...search(text, byPrefix, mayBegin), ...searchEncoded(text, byValue)]
}

/** Type 7 has 16 forms for each value and hex two: cheaper to decode what looks like one. */
function searchEncoded(text: string, byValue: ReadonlyMap<string, LearnedSecret>): Candidate[] {
  const found: Candidate[] = []
  for (const { index, 0: word } of text.matchAll(/(?<![\w-])(?:0x)?[0-9A-Fa-f]{12,2048}(?![\w-])/g)) {
    const digits = word.startsWith('0x') ? word.slice(2) : word
    const values = [
      Buffer.from(digits, 'hex').toString('latin1'),
      Buffer.from(digits, 'hex').toString(),
      decodeType7(digits),
    ]
    const secret = values.map((value) => byValue.get(value ?? '')).find((each) => each !== undefined)
    if (!secret) continue
    const end = index + word.length
    found.push({ start: end - digits.length, end, type: secret.type, meaning: secret.value })
  }
  return found
}

function search(text: string, byPrefix: ReadonlyMap<string, readonly Form[]>, mayBegin: Uint8Array): Candidate[] {
  const found: Candidate[] = []
  let inToken = false
  for (let at = 0; at <= text.length - MIN_LENGTH; at += 1) {
    const startsHere = !inToken && mayBegin[beginning(text, at)] === 1
    inToken = isTokenSign(text.charCodeAt(at))
    if (!startsHere) continue
    const form = byPrefix.get(text.slice(at, at + MIN_LENGTH))?.find((each) => standsAt(text, each.text, at))
    if (!form) continue
    const end = at + form.text.length
    found.push({ start: at, end, type: form.secret.type, meaning: form.secret.value })
    at = end - 1
    inToken = isTokenSign(text.charCodeAt(at))
  }
  return found
}

function standsAt(text: string, form: string, at: number): boolean {
  return text.startsWith(form, at) && !isTokenSign(text.charCodeAt(at + form.length))
}

function beginning(text: string, at: number): number {
  return ((text.charCodeAt(at) * 251) ^ text.charCodeAt(at + 1)) & 0xffff
}

/** `[A-Za-z0-9_-]` */
function isTokenSign(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  )
}

const ENCODED_CHARS = 128

function formsOf({ value, type }: LearnedSecret): string[] {
  const escaped = JSON.stringify(value).slice(1, -1)
  if (type === 'hash' || type === 'private-key' || value.length > ENCODED_CHARS) return [value, escaped]
  const base64 = Buffer.from(value, /^[\0-\xff]*$/.test(value) ? 'latin1' : 'utf8').toString('base64')
  const url = value.isWellFormed() ? encodeURIComponent(value) : value
  return [value, escaped, base64, base64.replace(/=+$/, ''), url]
}
