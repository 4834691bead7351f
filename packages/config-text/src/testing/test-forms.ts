import { describe, expect, it } from 'vitest'
import { faultOf, mutated, type Forms } from './forms.ts'
import { createRandom } from './random.ts'

/** Defines the tests of a platform's forms: each one as it is, with CRLF, as an unknown platform, and with random secrets. */
export function testForms({ platform, alone, blocks, kept }: Forms): void {
  const random = createRandom(process.env)
  const marked = [...alone, ...blocks]
  const faults = (forms: readonly string[], as: string) =>
    forms.map((form) => faultOf(form, as)).filter((fault) => fault !== null)

  describe(`the redaction of ${platform}`, () => {
    it(`hides the secrets of ${marked.length} forms and nothing else`, () => {
      expect(faults(marked, platform)).toEqual([])
      expect(
        faults(
          marked.map((form) => form.replace(/\r?\n/g, '\r\n')),
          platform,
        ),
      ).toEqual([])
    })

    it(`leaves ${kept.length} look-alikes untouched`, () => {
      expect(faults(kept, platform)).toEqual([])
    })

    it('does the same where the platform is not known', () => {
      expect(faults([...marked, ...kept], 'unknown')).toEqual([])
    })

    it(`hides random secrets in their place; ${random.seedNote}`, () => {
      const rounds = Array.from({ length: 4 * random.effort }, () => marked.map((form) => mutated(form, random))).flat()
      expect(faults(rounds, platform)).toEqual([])
    })
  })
}
