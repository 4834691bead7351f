import { describe, expect, it } from 'vitest'
import type { CredentialStanding } from '../store/credentials.ts'
import { chooseCredentials } from './choose.ts'

const standing = (name: string, more: Partial<CredentialStanding> = {}): CredentialStanding => ({
  id: name,
  name,
  priority: 100,
  succeeded: 0,
  refused: 0,
  refusedInARow: 0,
  refusedInARowAnywhere: 0,
  ...more,
})

describe('chooseCredentials', () => {
  it('takes the lower priority first', () => {
    expect(chooseCredentials([standing('b', { priority: 20 }), standing('a', { priority: 10 })])).toEqual(['a', 'b'])
  })

  it('takes what worked on the device before what was refused there', () => {
    const standings = [standing('a', { refused: 1, refusedInARow: 1 }), standing('b', { succeeded: 5 }), standing('c')]
    expect(chooseCredentials(standings)).toEqual(['b', 'c'])
  })

  it('never gives more than two: accounts get locked', () => {
    expect(chooseCredentials(['a', 'b', 'c'].map((name) => standing(name)))).toHaveLength(2)
  })

  it('rests a credential that is refused again and again, here or elsewhere', () => {
    expect(
      chooseCredentials([standing('a', { refusedInARow: 3 }), standing('b', { refusedInARowAnywhere: 5 })]),
    ).toEqual([])
  })
})
