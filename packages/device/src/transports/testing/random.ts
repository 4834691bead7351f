/** Numbers that look random and can be repeated: the same seed gives the same ones. */
export interface Random {
  readonly seed: number
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  /** One of these. */
  pick<T>(choices: readonly T[]): T
}

/** A linear congruential generator. Source: Numerical Recipes, section 7.1. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return { seed, below, pick: <T>(choices: readonly T[]) => choices[below(choices.length)] as T }
}
