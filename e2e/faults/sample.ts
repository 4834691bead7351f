import { createHash } from 'node:crypto'
import type { Random } from '../../lab/src/random.ts'

/** A number for `createRandom` out of any text. */
export const seedOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0)

/** The same things in an order by chance. */
export function shuffled<T>(things: readonly T[], random: Random): readonly T[] {
  const order = [...things]
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.int(0, at)
    ;[order[at], order[other]] = [order[other] as T, order[at] as T]
  }
  return order
}
