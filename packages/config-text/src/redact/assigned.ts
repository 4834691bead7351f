import type { SecretType, ShapeHit } from './secret.ts'
import { looksRandom } from './value.ts'

/** Endings of names whose value is secret, without `-`, `_` and `.`. */
const names: readonly (readonly [RegExp, SecretType])[] = [
  [/(?:password|passwd|passphrase|passwort|userpass|phash|pwd|authpwd|privpwd)$/, 'password'],
  [/(?:psk|presharedkey|presharedsecret|wpakey)$/, 'psk'],
  [/(?:sharedsecret|radiussecret|authenticationkey|authkey|keystring)$/, 'key'],
  [/(?:privatekey)$/, 'private-key'],
  [
    /(?:apikey|apitoken|accesstoken|authtoken|secretkey|secretaccesskey|accesskey|clientsecret|token|passkey)$/,
    'token',
  ],
  [/(?:snmpcommunity|snmpcommunitystring|rocommunity|rwcommunity|trapcommunity)$/, 'community'],
  [/(?:secret)$/, 'other'],
]
const maybeSecret = /pass|secret|psk|key|token|community|pwd|phash/i
const notNames = /^(?:no|public|max|min|last|next)|(?:publickey|passwordencryption)$/
const notValues =
  /^(?:true|false|yes|no|on|off|none|null|nil|n\/?a|enabled?|disabled?|required|optional|set|unset|default|\\|-+|\{|\[|\(|%s|\$\{?\w*\}?)$/i

interface Name {
  readonly start: number
  readonly end: number
  readonly type: SecretType
}

/** Values behind the name of a secret: `name=value`, `"name": "value"`, `name: value`, `<name>value</name>`, and random ones behind a blank. */
export function* findAssigned(text: string): Generator<ShapeHit> {
  const endOfWord = createWordEnd(text)
  let end = 0
  for (const name of namesIn(text)) {
    if (name.start < end) continue // inside the value found last
    const hit = behindTag(text, name) ?? behindSign(text, name, endOfWord) ?? behindBlank(text, name)
    if (!hit) continue
    end = hit.end
    yield hit
  }
}

/** Where the bare value ends that begins here. Remembers the last one, so a long word with many names is read once. */
function createWordEnd(text: string): (start: number) => number {
  const stop = /[\s"']|<\/[A-Za-z][\w:.-]{0,60}>/g
  let from = 0
  let end = 0
  return (start) => {
    if (start < from || start >= end) {
      stop.lastIndex = start
      end = stop.exec(text)?.index ?? text.length
      from = start
    }
    return end
  }
}

function* namesIn(text: string): Generator<Name> {
  for (const { index, 0: word } of text.matchAll(/[A-Za-z][\w.-]*/g)) {
    if (word.length > 80 || !maybeSecret.test(word)) continue
    const plain = word.toLowerCase().replace(/[-_.]/g, '')
    const known = notNames.test(plain) ? undefined : names.find(([ending]) => ending.test(plain))
    if (known) yield { start: index, end: index + word.length, type: known[1] }
  }
}

function behindTag(text: string, name: Name): ShapeHit | null {
  if (text[name.start - 1] !== '<') return null
  const content = />([^<>\n]{1,8192})<\//y
  content.lastIndex = name.end
  const value = content.exec(text)?.[1]
  if (value === undefined || isNoValue(value, name)) return null
  return { start: name.end + 1, end: name.end + 1 + value.length, type: name.type }
}

/** Behind `=` or `:`. A blank behind the sign may begin a sentence, so the value must then be quoted, random, or alone. */
function behindSign(text: string, name: Name, endOfWord: (start: number) => number): ShapeHit | null {
  const sign = /["']?[ \t]{0,8}(?:=>|:=|[:=])([ \t]{0,8})/y
  sign.lastIndex = name.end
  const found = sign.exec(text)
  if (!found) return null
  const start = name.end + found[0].length
  const quoted = quotedAt(text, start)
  if (quoted) return isNoValue(text.slice(quoted.start, quoted.end), name) ? null : { ...quoted, type: name.type }
  const bare = text.slice(start, endOfWord(start))
  const value = /[,;]$/.test(bare.slice(-1)) ? bare.slice(0, -1) : bare
  if (value === '' || isNoValue(value, name)) return null
  const isClear = found[1] === '' ? found[0].includes('=') : isAlone(text, name, start + value.length)
  return isClear || looksRandom(value) ? { start, end: start + value.length, type: name.type } : null
}

/** Switches and counters, such as `token: false`; a number can be a password all the same. */
function isNoValue(value: string, name: Name): boolean {
  if (/^\d{1,3}$/.test(value)) return name.type !== 'password' && name.type !== 'psk'
  return notValues.test(value)
}

function quotedAt(text: string, start: number): { start: number; end: number } | null {
  const value = /"((?:[^"\\\n]|\\.){1,4096})"|'([^'\n]{1,4096})'/y
  value.lastIndex = start
  const found = value.exec(text)
  return found && { start: start + 1, end: start + found[0].length - 1 }
}

/** Name, sign and value are all that the line holds. */
function isAlone(text: string, name: Name, end: number): boolean {
  const near = text.slice(Math.max(0, name.start - 100), name.start)
  const before = near.slice(near.lastIndexOf('\n') + 1)
  if (before.length === 100) return false
  const behind = /[ \t,;]{0,8}(?:\r?\n|$)/y
  behind.lastIndex = end
  return /^[\s"'-]*(?:[\w-]{1,40} )?$/.test(before) && behind.test(text)
}

function behindBlank(text: string, name: Name): ShapeHit | null {
  const next = /[ \t]{1,8}(?:is |0 |[5-9] )?(["']?)([^\s"']{8,4096})/y
  next.lastIndex = name.end
  const found = next.exec(text)
  const value = (found?.[2] ?? '').replace(/[.,;]$/, '')
  if (
    !found ||
    !looksRandom(value) ||
    /=./.test(value) ||
    /public|host/i.test(text.slice(Math.max(0, name.start - 8), name.start))
  )
    return null
  const start = name.end + found[0].length - (found[2]?.length ?? 0)
  return { start, end: start + value.length, type: name.type }
}
