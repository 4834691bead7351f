/** Something that must stand nowhere. */
export interface Canary {
  /** Whose it is, in words; told instead of the value. */
  readonly name: string
  readonly value: string | Buffer
}

export interface Sighting {
  readonly name: string
  readonly form: string
}

interface Needle extends Sighting {
  readonly bytes: Buffer
}

/** Looks for all canaries at once, in every form that a program may write them in. */
export type Search = (haystack: Buffer | string) => Sighting[]

/** Bytes that say where a needle may begin. */
const KEY_BYTES = 3

/** Makes a search. One pass over the bytes, however many canaries there are. */
export function createSearch(canaries: readonly Canary[]): Search {
  const needles = canaries.flatMap(({ name, value }) => formsOf(name, Buffer.from(value)))
  const byKey = new Map<number, Needle[]>()
  const isKey = new Uint8Array(1 << (8 * KEY_BYTES))
  for (const needle of needles) {
    const key = needle.bytes.readUIntBE(0, KEY_BYTES)
    isKey[key] = 1
    byKey.set(key, [...(byKey.get(key) ?? []), needle])
  }
  return (haystack) => {
    const bytes = Buffer.from(haystack)
    const found = new Set<Needle>()
    let key = 0
    for (let at = 0; at < bytes.length; at++) {
      key = ((key << 8) | bytes[at]!) & 0xffffff
      if (isKey[key] === 0) continue
      for (const needle of byKey.get(key) ?? []) if (isAt(needle.bytes, bytes, at - KEY_BYTES + 1)) found.add(needle)
    }
    return [...found].map(({ name, form }) => ({ name, form }))
  }
}

const isAt = (needle: Buffer, bytes: Buffer, at: number): boolean =>
  at >= 0 && at + needle.length <= bytes.length && bytes.compare(needle, 0, needle.length, at, at + needle.length) === 0

/** Every way to write a value, each once. */
function formsOf(name: string, value: Buffer): Needle[] {
  const text = value.toString('utf8')
  const utf16 = Buffer.from(text, 'utf16le')
  const forms: [string, Buffer | string][] = [
    ['as it is', value],
    ['in hex', value.toString('hex')],
    ['in HEX', value.toString('hex').toUpperCase()],
    ['in JSON', JSON.stringify(text).slice(1, -1)],
    ['in ASCII JSON', asciiJson(text)],
    ['URL-encoded', encodeURIComponent(text.toWellFormed())],
    ['in UTF-16 LE', utf16],
    ['in UTF-16 BE', Buffer.from(utf16).swap16()],
    ...[0, 1, 2].flatMap((shift): [string, string][] => {
      const code = base64At(value, shift)
      return [
        [`in base64 at ${shift}`, code],
        [`in base64url at ${shift}`, code.replaceAll('+', '-').replaceAll('/', '_')],
      ]
    }),
  ]
  const seen = new Set<string>()
  return forms.flatMap(([form, written]) => {
    const bytes = Buffer.from(written)
    const isNew = bytes.length >= KEY_BYTES && !seen.has(bytes.toString('latin1'))
    seen.add(bytes.toString('latin1'))
    return isNew ? [{ name, form, bytes }] : []
  })
}

const asciiJson = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The characters of base64 that depend on the value alone when it begins `shift` bytes into a group of three. */
function base64At(value: Buffer, shift: number): string {
  const code = Buffer.concat([Buffer.alloc(shift), value]).toString('base64')
  return code.slice([0, 2, 3][shift], Math.floor(((shift + value.length) * 8) / 6))
}
