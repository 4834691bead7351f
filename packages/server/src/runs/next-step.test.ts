import { describe, expect, it } from 'vitest'
import { nextStep } from './next-step.ts'

const policy = { retries: 2, backoffS: 2, multiplier: 2, maxS: 3 }
const first = { failures: 1, prompts: 0, credentialsLeft: 1 }

describe('nextStep', () => {
  it.each(['unreachable', 'timeout', 'closed'] as const)('tries again with growing, bounded waits after %s', (kind) => {
    expect(nextStep(kind, first, policy, 0.5)).toEqual({ do: 'again', afterMs: 2000 })
    expect(nextStep(kind, { ...first, failures: 2 }, policy, 0.5)).toEqual({ do: 'again', afterMs: 3000 })
    expect(nextStep(kind, { ...first, failures: 3 }, policy, 0.5)).toEqual({ do: 'stop' })
  })

  it('goes to the next credential after a refusal, and stops when none is left', () => {
    expect(nextStep('auth', first, policy, 0.5)).toEqual({ do: 'next-credential' })
    expect(nextStep('auth', { ...first, credentialsLeft: 0 }, policy, 0.5)).toEqual({ do: 'stop' })
  })

  it('gives a lost prompt one more try', () => {
    expect(nextStep('prompt', { ...first, prompts: 1 }, policy, 0.5).do).toBe('again')
    expect(nextStep('prompt', { ...first, failures: 2, prompts: 2 }, policy, 0.5).do).toBe('stop')
  })

  it.each(['host_key', 'algorithm', 'rejected', 'incomplete', 'unsupported', 'cancelled'] as const)(
    'stops after %s',
    (kind) => {
      expect(nextStep(kind, first, policy, 0.5)).toEqual({ do: 'stop' })
    },
  )
})
