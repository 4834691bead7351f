import { expect, it } from 'vitest'
import { ciscoType7, junos9 } from './encode.ts'

it.each([
  [2, '02050D480809'],
  [9, '094F471A1A0A'],
])('writes "cisco" with salt %i as the manuals print it', (salt, text) => {
  expect(ciscoType7('cisco', salt)).toBe(text)
})

it('writes a Junos $9$ text that reads back', () => {
  let count = 0
  const text = junos9('Th1s is s3cret', (most) => (count += 7) % (most + 1))
  expect(text).toMatch(/^\$9\$[\w./-]{20,}$/)
  expect(readJunos9(text)).toBe('Th1s is s3cret')
})

/** Written from the other end than the encoder, by gaps between neighbours. */
function readJunos9(text: string): string {
  const families = ['QzF3n6/9CAtpu0O', 'B1IREhcSyrleKvMW8LXx', '7N-dVbwsY2g4oaJZGUDj', 'iHkq.mPf5T']
  const alphabet = families.join('')
  const weights = [
    [1, 4, 32],
    [1, 16, 32],
    [1, 8, 32],
    [1, 64],
    [1, 32],
    [1, 4, 16, 128],
    [1, 32, 64],
  ]
  let previous = text.charAt(3)
  let rest = text.slice(4 + 3 - families.findIndex((family) => family.includes(previous)))
  let plain = ''
  for (let at = 0; rest !== ''; at++) {
    let code = 0
    for (const weight of weights[at % weights.length] ?? []) {
      const gap = alphabet.indexOf(rest.charAt(0)) - alphabet.indexOf(previous) + alphabet.length
      code += ((gap % alphabet.length) - 1) * weight
      previous = rest.charAt(0)
      rest = rest.slice(1)
    }
    plain += String.fromCharCode(code % 256)
  }
  return plain
}
