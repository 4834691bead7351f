import { describe, expect, it } from 'vitest'
import type { RunCounts } from '../store/runs.ts'
import { outcomeOf } from './outcome-of.ts'

const none: RunCounts = {
  total: 0,
  queued: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
  unknown: 0,
}

describe('outcomeOf', () => {
  it.each([
    ['a run without devices', {}, false, 'COMPLETED_NO_DEVICES'],
    ['all targets succeeded', { total: 2, succeeded: 2 }, false, 'COMPLETED'],
    ['some failed', { total: 2, succeeded: 1, failed: 1 }, false, 'COMPLETED_WITH_FAILURES'],
    ['none succeeded', { total: 2, failed: 2 }, false, 'FAILED'],
    ['one is unknown', { total: 2, succeeded: 1, unknown: 1 }, false, 'COMPLETED_WITH_FAILURES'],
    ['skipped devices only', { total: 1, skipped: 1 }, false, 'COMPLETED'],
    ['cancelled on the way', { total: 2, succeeded: 1, cancelled: 1 }, true, 'CANCELLED'],
    ['a cancel that came too late', { total: 1, succeeded: 1 }, true, 'COMPLETED'],
  ] as const)('%s', (_name, counts, cancelRequested, status) => {
    expect(outcomeOf({ ...none, ...counts }, cancelRequested)).toBe(status)
  })

  it('leaves a run open while a target is queued or running', () => {
    expect(outcomeOf({ ...none, total: 2, succeeded: 1, queued: 1 }, false)).toBeUndefined()
    expect(outcomeOf({ ...none, total: 2, succeeded: 1, running: 1 }, true)).toBeUndefined()
  })
})
