const type7Pad = 'dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87'

/** Decodes Cisco's type 7; null where the text is none. Source: the pad is public since 1995 (ciscocrack.c). */
export function decodeType7(encoded: string): string | null {
  const salt = Number(encoded.slice(0, 2))
  if (!/^\d{2}(?:[0-9A-Fa-f]{2})+$/.test(encoded) || salt >= type7Pad.length) return null
  return withPad(Buffer.from(encoded.slice(2), 'hex'), salt).toString('latin1')
}

function withPad(bytes: Buffer, salt: number): Buffer {
  return Buffer.from(bytes.map((byte, at) => byte ^ type7Pad.charCodeAt((salt + at) % type7Pad.length)))
}

const junosFamilies = ['QzF3n6/9CAtpu0O', 'B1IREhcSyrleKvMW8LXx', '7N-dVbwsY2g4oaJZGUDj', 'iHkq.mPf5T']
const junosAlphabet = junosFamilies.join('')
const junosWeights = [
  [1, 4, 32],
  [1, 16, 32],
  [1, 8, 32],
  [1, 64],
  [1, 32],
  [1, 4, 16, 128],
  [1, 32, 64],
]

/** Decodes Junos' `$9$`; null where the text is none. Source: Crypt::Juniper (CPAN). */
export function decodeJunos9(encoded: string): string | null {
  const body = encoded.slice(3)
  if (!encoded.startsWith('$9$') || body.length < 4) return null
  if ([...body].some((sign) => !junosAlphabet.includes(sign))) return null
  const saltLength = 3 - junosFamilies.findIndex((family) => family.includes(body.charAt(0)))
  let at = 1 + saltLength
  let previous = body.charAt(0)
  let clear = ''
  while (at < body.length) {
    const weights = junosWeights[clear.length % junosWeights.length] ?? []
    if (at + weights.length > body.length) return null
    let code = 0
    for (const weight of weights) {
      const sign = body.charAt(at)
      code += (gap(previous, sign) - 1) * weight
      previous = sign
      at += 1
    }
    clear += String.fromCharCode(code % 256)
  }
  return clear
}

function gap(from: string, to: string): number {
  const size = junosAlphabet.length
  const distance = junosAlphabet.indexOf(to) - junosAlphabet.indexOf(from)
  return (distance + size) % size
}
