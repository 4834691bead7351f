const TYPE_7_KEY = 'dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87'

/** Cisco's reversible "type 7". `salt`: 0–15. Source: published many times since 1995, e.g. by Cisco's own FAQ 107614. */
export function ciscoType7(plain: string, salt: number): string {
  const hidden = Buffer.from(plain).map((byte, at) => byte ^ TYPE_7_KEY.charCodeAt((salt + at) % TYPE_7_KEY.length))
  return `${String(salt).padStart(2, '0')}${Buffer.from(hidden).toString('hex').toUpperCase()}`
}

const FAMILIES = ['QzF3n6/9CAtpu0O', 'B1IREhcSyrleKvMW8LXx', '7N-dVbwsY2g4oaJZGUDj', 'iHkq.mPf5T']
const ALPHABET = FAMILIES.join('')
const WEIGHTS = [
  [1, 4, 32],
  [1, 16, 32],
  [1, 8, 32],
  [1, 64],
  [1, 32],
  [1, 4, 16, 128],
  [1, 32, 64],
]

/** Junos's reversible `$9$`. `noise` picks the salt and the padding. Source: Crypt::Juniper on CPAN. */
export function junos9(plain: string, noise: (most: number) => number): string {
  const any = (): string => ALPHABET.charAt(noise(ALPHABET.length - 1))
  const salt = any()
  const padding = Array.from({ length: 3 - FAMILIES.findIndex((family) => family.includes(salt)) }, any).join('')
  let text = `$9$${salt}${padding}`
  let previous = salt
  for (const [at, char] of [...plain].entries()) {
    for (const gap of gapsOf(char.charCodeAt(0), WEIGHTS[at % WEIGHTS.length] ?? [])) {
      previous = ALPHABET.charAt((ALPHABET.indexOf(previous) + gap + 1) % ALPHABET.length)
      text += previous
    }
  }
  return text
}

/** The character's code as a sum of weights, lowest weight first. */
function gapsOf(code: number, weights: readonly number[]): number[] {
  const gaps: number[] = []
  let rest = code
  for (const weight of weights.toReversed()) {
    gaps.unshift(Math.floor(rest / weight))
    rest %= weight
  }
  return gaps
}
