/** Just enough of ASN.1 in DER to write a certificate. Source: ITU-T X.690 sections 8 and 10. */
export type Der = Buffer

const element = (tag: number, content: Buffer): Der => Buffer.concat([Buffer.from([tag]), lengthOf(content), content])

function lengthOf(content: Buffer): Buffer {
  if (content.length < 0x80) return Buffer.from([content.length])
  const digits = Buffer.from(content.length.toString(16).padStart(content.length > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 + digits.length]), digits])
}

export const sequence = (...parts: readonly Der[]): Der => element(0x30, Buffer.concat(parts))
export const set = (...parts: readonly Der[]): Der => element(0x31, Buffer.concat(parts))
/** A number of any size, given as its bytes; a leading zero keeps it positive. */
export const integer = (bytes: Buffer): Der =>
  element(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
export const bits = (content: Buffer): Der => element(0x03, Buffer.concat([Buffer.from([0]), content]))
export const octets = (content: Buffer): Der => element(0x04, content)
export const truth = (): Der => element(0x01, Buffer.from([0xff]))
export const text = (value: string): Der => element(0x0c, Buffer.from(value))
export const tagged = (tag: number, content: Buffer): Der => element(tag, content)
/** Years up to 2049. */
export const utcTime = (at: Date): Der =>
  element(
    0x17,
    Buffer.from(
      `${at
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2)}`,
    ),
  )

export function objectId(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const digits = [value % 128]
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) digits.unshift(128 + (left % 128))
  return digits
}
