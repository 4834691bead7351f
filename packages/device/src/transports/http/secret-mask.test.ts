import { describe, expect, it } from 'vitest'
import { createSecretMask } from './secret-mask.ts'

const secret = `pa"ss <w&rd>  it's 98765`
const masked = (text: string, ...secrets: string[]) => {
  const mask = createSecretMask()
  for (const one of [secret, ...secrets]) mask.hide(one)
  return mask.withoutSecrets(text)
}

describe('what a device says, without the secrets of the visit', () => {
  it.each([
    ['as it is', secret],
    ['with its blanks made one', secret.replace('  ', ' ')],
    ['in a URL', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify({ secret }).slice(11, -2)],
    ['in XML', 'pa&quot;ss &lt;w&amp;rd&gt;  it&apos;s 98765'],
    ['in the text of XML', `pa"ss &lt;w&amp;rd&gt;  it's 98765`],
  ])('hides one %s', (_, said) => {
    expect(masked(`refused ${said}, sorry`)).toBe('refused ***, sorry')
  })

  it('hides the beginning of one where the words were cut', () => {
    expect(masked(`refused ${secret.slice(0, 12)}`)).toBe('refused ***')
    expect(masked(`refused ${secret.slice(0, 12)}…`)).toBe('refused ***')
  })

  it('hides the longer one of two that begin alike', () => {
    expect(masked('refused abcdefgh, sorry', 'abcd', 'abcdefgh')).toBe('refused ***, sorry')
  })

  it('leaves alone what is too short to be told from a word, and all else', () => {
    expect(masked('a token is wrong', 'to')).toBe('a token is wrong')
  })

  it('takes a secret that no URL can carry', () => {
    expect(masked('refused', 'abcd\ud800')).toBe('refused')
  })
})
