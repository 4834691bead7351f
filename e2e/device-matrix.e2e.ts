import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deviceTrials } from './faults/device-trials.ts'
import { leakTrials } from './faults/leak-trials.ts'

/** `npm run test:faults -- devices --trials 1000` prints the figures of all of them, and `--timing default` waits for the
 *  limits as they are delivered, once each. */
const trials = Number(process.env['NETRAVEN_TRIALS'] ?? 200)
const seed = process.env['NETRAVEN_SEED'] ?? randomUUID()

describe('faulty devices and jump hosts', () => {
  it(
    `end as they must, in time, with nothing kept and nothing open: ${trials} of them, NETRAVEN_SEED=${seed}`,
    async () => {
      const { visits, faults } = await deviceTrials({ trials, seed, budgets: 'short' })
      expect(faults).toEqual([])
      expect(visits).toBeGreaterThanOrEqual(Math.min(trials, 350))
    },
    60_000 + trials * 2_000,
  )
})

describe.runIf(process.platform === 'linux')('visits to good and faulty devices', () => {
  /** `npm run test:faults -- leaks --trials 1000` prints the figures. */
  const visits = Number(process.env['NETRAVEN_TRIALS'] ?? 250)

  it(
    `leave no socket behind: ${visits} of them, NETRAVEN_SEED=${seed}`,
    async () => {
      const { before, after, seenOpen, more } = await leakTrials({ visits, seed })
      expect(seenOpen).toEqual([])
      expect(after).toBeLessThanOrEqual(before)
      expect(more.filter((kind) => /TCP|Pipe|Socket/.test(kind))).toEqual([])
    },
    60_000 + visits * 2_000,
  )
})
