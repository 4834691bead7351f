/** The part of BER that SNMP messages use: definite lengths, one-byte tags.
 *  Source: ITU-T X.690 section 8, RFC 3417 section 8. */

/** Tags of SNMP messages. */
export const TAG = {
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  getRequest: 0xa0,
  response: 0xa2,
} as const

/** One decoded value: its tag and the bytes inside. */
export interface Value {
  readonly tag: number
  readonly bytes: Buffer
}

const MAX_VALUES = 64
const MAX_ARCS = 128

/** A value as bytes. */
export function encode(tag: number, ...parts: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(inside.length)]), inside])
}

/** An integer from 0 to 2^31 - 1. */
export function encodeInteger(value: number): Buffer {
  const bytes: number[] = []
  for (let left = value; left > 0 || bytes.length === 0; left >>>= 8) bytes.unshift(left & 0xff)
  if ((bytes[0] ?? 0) > 0x7f) bytes.unshift(0)
  return encode(TAG.integer, Buffer.from(bytes))
}

/** An object identifier in dotted form. */
export function encodeOid(dotted: string): Buffer {
  const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number)
  return encode(TAG.oid, Buffer.from([first * 40 + second, ...arcs.flatMap(base128)]))
}

/** The values that lie one after another in these bytes; undefined when they are malformed or more than 64. */
export function decode(bytes: Buffer): readonly Value[] | undefined {
  const values: Value[] = []
  for (let at = 0; at < bytes.length;) {
    const length = readLength(bytes, at + 1)
    if (!length || values.length === MAX_VALUES || length.end + length.value > bytes.length) return undefined
    values.push({ tag: bytes[at] ?? 0, bytes: bytes.subarray(length.end, length.end + length.value) })
    at = length.end + length.value
  }
  return values
}

/** An integer of at most four bytes; undefined for anything else. */
export const integerOf = ({ tag, bytes }: Value): number | undefined =>
  tag === TAG.integer && bytes.length > 0 && bytes.length <= 4 ? bytes.readIntBE(0, bytes.length) : undefined

/** An object identifier in dotted form; undefined for anything else. */
export function oidOf({ tag, bytes }: Value): string | undefined {
  if (tag !== TAG.oid || bytes.length === 0 || ((bytes.at(-1) ?? 0) & 0x80) !== 0) return undefined
  const arcs: number[] = []
  let arc = 0
  for (const byte of bytes) {
    arc = arc * 128 + (byte & 0x7f)
    if (arc > 0xffffffff || arcs.length > MAX_ARCS) return undefined
    if (byte & 0x80) continue
    arcs.push(...(arcs.length === 0 ? rootArcs(arc) : [arc]))
    arc = 0
  }
  return arcs.join('.')
}

/** The first two arcs share one number. */
const rootArcs = (both: number): readonly number[] => {
  const root = Math.min(2, Math.floor(both / 40))
  return [root, both - root * 40]
}

function base128(arc: number): readonly number[] {
  const bytes = [arc % 128]
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift(0x80 | (left % 128))
  return bytes
}

const lengthBytes = (length: number): readonly number[] =>
  length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]

/** At most three bytes of length: a datagram is shorter than 64 KiB. */
function readLength(bytes: Buffer, at: number): { readonly value: number; readonly end: number } | undefined {
  const first = bytes[at]
  if (first === undefined || first === 0x80 || first > 0x83) return undefined
  if (first < 0x80) return { value: first, end: at + 1 }
  const count = first & 0x7f
  if (at + 1 + count > bytes.length) return undefined
  return { value: bytes.readUIntBE(at + 1, count), end: at + 1 + count }
}
