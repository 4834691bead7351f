import { DEFAULT_BUDGETS } from '@netraven/device'
import { describe, expect, it } from 'vitest'
import { deviceFaults } from './device-faults.ts'
import { plainTrials, shortBudgets } from './fault-trials.ts'

it('there are at least 60 ways in which a device misbehaves, each told once', () => {
  const names = deviceFaults.map(({ name }) => name)
  expect(names.length).toBeGreaterThanOrEqual(60)
  expect(new Set(names).size).toBe(names.length)
})

describe.concurrent('a visit to', () => {
  it.each(plainTrials())('$name ends as $ends, in time', async ({ run }) => {
    expect(await run({ ...DEFAULT_BUDGETS, ...shortBudgets })).toEqual([])
  })
})
