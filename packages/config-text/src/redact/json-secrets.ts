import type { SecretType, ShapeHit } from './secret.ts'

/** Members whose text is secret by their own name, or by the names around them. Names come without prefix, `-`, `_` and `.`.
 *  Source: YANG models of Cisco IOS XE (native) and OpenConfig. */
const rules: readonly { readonly own: RegExp; readonly within?: RegExp; readonly type: SecretType }[] = [
  { own: /(?:password|passwordhashed|passwd|passphrase)$/, type: 'password' },
  { own: /^(?:secret|sharedsecret|clientsecret)$/, within: /secret|password|server|user|enable/, type: 'password' },
  { own: /^(?:(?:un)?encr[a-z]{1,8}key|presharedkey|psk|simplekey)$/, type: 'psk' },
  { own: /^(?:key|keystring|authkey|authenticationkey|secretkey|keystringtext)$/, type: 'key' },
  {
    own: /^(?:text|string|word|value|cleartext|md5|hash|keytext|digest)$/,
    within: /(?:password|secret|key|keystring|authentication|digest|psk)$/,
    type: 'key',
  },
  { own: /^(?:authpassword|privpassword|authkey|privkey|securityname)$/, within: /user|snmp/, type: 'snmp' },
  { own: /^(?:communityoruser|communitystring|communityname)$/, type: 'community' },
  { own: /^(?:name|id)$/, within: /^community(?:config)?$/, type: 'community' },
]

/** Names around a member that have a say. */
const NEAR = 3
const DEEPEST = 200

/** The secrets of a JSON document, by the names of its members: a value may stand deeper than the name that gives it away.
 *  Reads a document that is cut as far as it goes. */
export function* findInJson(text: string): Generator<ShapeHit> {
  if (!/^\s{0,64}[[{]\s{0,64}["{[]/.test(text)) return
  const names: string[] = ['']
  for (const sign of signsOf(text)) {
    const isText = sign.sign === '"' && !isName(text, sign.end)
    const type = isText && sign.end > sign.start ? typeOf(names) : undefined
    if (type !== undefined) yield { start: sign.start, end: sign.end, type }
    if (!isText) follow(names, sign, text)
    if (names.length > DEEPEST) return
  }
}

/** Keeps the names of the members around the present place, one for each bracket that is open. */
function follow(names: string[], { sign, start, end }: Sign, text: string): void {
  if (sign === '"') names[names.length - 1] = plain(text.slice(start, end))
  else if (sign === '{' || sign === '[') names.push('')
  else names.length = Math.max(1, names.length - 1)
}

interface Sign {
  readonly sign: string
  /** Of a string: its content. */
  readonly start: number
  readonly end: number
}

/** Brackets and whole strings, in order. */
function* signsOf(text: string): Generator<Sign> {
  const signs = /["{}[\]]/g
  for (let found = signs.exec(text); found; found = signs.exec(text)) {
    const start = found.index + 1
    const end = found[0] === '"' ? endOfString(text, start) : start
    if (end === undefined) return
    if (found[0] === '"') signs.lastIndex = end + 1
    yield { sign: found[0], start, end }
  }
}

const isName = (text: string, end: number): boolean => /^\s{0,64}:/.test(text.slice(end + 1, end + 66))

/** The closing quote; undefined where there is none. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\' && at - 1 - slashes >= start) slashes += 1
    if (slashes % 2 === 0) return at
  }
  return undefined
}

const plain = (name: string): string =>
  name
    .slice(name.lastIndexOf(':') + 1, name.lastIndexOf(':') + 81)
    .toLowerCase()
    .replace(/[-_.]/g, '')

function typeOf(names: readonly string[]): SecretType | undefined {
  const [own = '', ...near] = names
    .slice(-2 * NEAR - 2)
    .filter((name) => name !== '')
    .slice(-NEAR - 1)
    .toReversed()
  return rules.find((rule) => rule.own.test(own) && (!rule.within || near.some((name) => rule.within?.test(name))))
    ?.type
}
