import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { cutTrials } from './faults/cut-trials.ts'

/** `NETRAVEN_TRIALS=200 npm run test:e2e -- cuts` runs it whole, and `npm run test:faults -- cuts` prints the figures. */
const trials = Number(process.env['NETRAVEN_TRIALS'] ?? 6)
const seed = process.env['NETRAVEN_SEED'] ?? randomUUID()

describe('a capture that was cut short', () => {
  it(
    `is never kept as good: ${trials} random positions × 3 endings × 5 platforms, NETRAVEN_SEED=${seed}`,
    async () => {
      const results = await cutTrials({ trials, seed })

      expect(results).toHaveLength(15)
      for (const result of results) expect(result).toMatchObject({ trials: expect.any(Number), kept: 0, faults: [] })
      expect(Math.min(...results.map((result) => result.trials))).toBeGreaterThanOrEqual(trials)
    },
    60_000 + trials * 10_000,
  )
})
