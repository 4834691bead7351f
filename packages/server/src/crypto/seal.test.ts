import { createHash, createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { markOf, open, openChunks, seal, sealChunks } from './seal.ts'

const key = randomBytes(32)

describe('seal', () => {
  it('opens what it sealed, in the same place', () => {
    expect(
      open(key, seal(key, Buffer.from('s3cret'), 'credentials:1:password'), 'credentials:1:password').toString(),
    ).toBe('s3cret')
  })

  it('never gives the same bytes twice', () => {
    const sealed = new Set(Array.from({ length: 1000 }, () => seal(key, Buffer.from('x'), 'c').toString('hex')))
    expect(sealed.size).toBe(1000)
  })

  it('refuses another key, another place and every flipped bit', () => {
    const sealed = seal(key, Buffer.from('s3cret'), 'credentials:1:password')
    expect(() => open(randomBytes(32), sealed, 'credentials:1:password')).toThrow(/could not be decrypted/)
    expect(() => open(key, sealed, 'credentials:2:password')).toThrow(/could not be decrypted/)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Buffer.from(sealed)
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => open(key, flipped, 'credentials:1:password')).toThrow(/could not be decrypted/)
    }
  })

  it('refuses what is too short to be sealed', () => {
    expect(() => open(key, Buffer.alloc(5), 'credentials:1')).toThrow(/could not be decrypted/)
  })
})

describe('sealChunks', () => {
  it.each([0, 1, 1024 * 1024, 3_500_000])('gives %i random bytes back exactly', (length) => {
    const plain = randomBytes(length)
    expect(openChunks(key, sealChunks(key, plain, 'escrow:1'), 'escrow:1').equals(plain)).toBe(true)
  })

  it('refuses chunks that were dropped, swapped or appended', () => {
    const sealed = sealChunks(key, randomBytes(3_500_000), 'escrow:1')
    const size = 1024 * 1024 + 28
    const [a, b, rest] = [sealed.subarray(0, size), sealed.subarray(size, 2 * size), sealed.subarray(2 * size)]
    for (const forged of [Buffer.concat([a, b]), Buffer.concat([b, a, rest]), Buffer.concat([sealed, a])]) {
      expect(() => openChunks(key, forged, 'escrow:1')).toThrow(/could not be decrypted/)
    }
  })
})

describe('markOf', () => {
  it('is equal for equal texts under one key, and says nothing to who has no key', () => {
    const text = Buffer.from('enable password guess-me')
    expect(markOf(key, text)).toBe(markOf(key, Buffer.from(text)))
    const others = [
      markOf(randomBytes(32), text),
      markOf(key, Buffer.from('enable password guess-mf')),
      createHash('sha256').update(text).digest('hex'),
      createHmac('sha256', key).update(text).digest('hex'),
    ]
    expect(others).not.toContain(markOf(key, text))
  })
})
