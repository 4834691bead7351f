/**
 * Random numbers for tests. The normal run has the same ones each time; NETRAVEN_TEST_EFFORT (2 or more) makes a full run
 * with more of them and a new seed, NETRAVEN_TEST_SEED repeats one.
 */
export interface Random {
  /** A whole number from 0 up to, not including, the limit. */
  below(limit: number): number
  pick<T>(from: readonly T[]): T
  /** For the name of a test, so that a failure says how to repeat it. */
  readonly seedNote: string
  readonly effort: number
  /** Widens time budgets: 1 with an effort of 2 or more; 8 in the normal run, which measures coverage on a busy machine. */
  readonly slack: number
}

export function createRandom(environment: Readonly<Record<string, string | undefined>>): Random {
  const effort = Number(environment['NETRAVEN_TEST_EFFORT'] ?? 1)
  const seed = Number(environment['NETRAVEN_TEST_SEED'] ?? (effort > 1 ? Date.now() % 1_000_000 : 1))
  let state = seed >>> 0
  // Source: mulberry32 (public domain).
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: (from) => from[below(from.length)] as (typeof from)[number],
    seedNote: `repeat with NETRAVEN_TEST_SEED=${seed}`,
    effort,
    slack: effort >= 2 ? 1 : 8,
  }
}
