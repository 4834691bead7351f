/** For each line of both sides: 1 where it has no partner on the other. */
export interface ChangedLines {
  readonly old: Uint8Array
  readonly new: Uint8Array
}

/**
 * Finds the lines that differ. Myers' algorithm in linear space, after lines that one side lacks are set aside; texts that
 * differ very much are cut where the search has come furthest, so the answer is then right but not the shortest.
 * Source: E. Myers, An O(ND) Difference Algorithm and Its Variations, 1986, section 4b.
 */
export function changedLines(old: readonly string[], fresh: readonly string[]): ChangedLines {
  const numbers = new Map<string, number>()
  const numberOf = (line: string): number => {
    const number = numbers.get(line) ?? numbers.size
    numbers.set(line, number)
    return number
  }
  const oldNumbers = old.map(numberOf)
  const newNumbers = fresh.map(numberOf)
  const a = sharedLines(oldNumbers, new Set(newNumbers))
  const b = sharedLines(newNumbers, new Set(oldNumbers))
  const changed = { old: new Uint8Array(old.length).fill(1), new: new Uint8Array(fresh.length).fill(1) }
  const paired = (x: number, y: number): void => {
    changed.old[a.places[x] ?? 0] = 0
    changed.new[b.places[y] ?? 0] = 0
  }
  compare(createWalk(a.numbers, b.numbers), { a0: 0, a1: a.numbers.length, b0: 0, b1: b.numbers.length }, paired)
  return changed
}

function sharedLines(
  numbers: readonly number[],
  others: ReadonlySet<number>,
): { numbers: Int32Array; places: number[] } {
  const places = [...numbers.keys()].filter((at) => others.has(numbers[at] ?? -1))
  return { numbers: Int32Array.from(places, (at) => numbers[at] ?? -1), places }
}

/** A part of both sides, ends exclusive. */
interface Box {
  readonly a0: number
  readonly a1: number
  readonly b0: number
  readonly b1: number
}

/** Both sides and, for each diagonal, how far the walks from the near and from the far corner have come. */
interface Walk {
  readonly a: Int32Array
  readonly b: Int32Array
  readonly front: Int32Array
  readonly back: Int32Array
  /** Index of diagonal 0. */
  readonly middle: number
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Steps after which a part is cut where the search has come furthest. */
const MAX_STEPS = 200

function createWalk(a: Int32Array, b: Int32Array): Walk {
  const middle = a.length + b.length + 3
  return { a, b, front: new Int32Array(2 * middle), back: new Int32Array(2 * middle), middle }
}

function compare(walk: Walk, whole: Box, paired: (x: number, y: number) => void): void {
  const { a, b } = walk
  let { a0, a1, b0, b1 } = whole
  for (;;) {
    while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) paired(a0++, b0++)
    while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) paired(--a1, --b1)
    if (a0 === a1 || b0 === b1) return
    const { x, y } = splitPoint(walk, { a0, a1, b0, b1 })
    compare(walk, { a0, a1: x, b0, b1: y }, paired)
    a0 = x
    b0 = y
  }
}

/** A point on a shortest path through the box, or the furthest one reached in MAX_STEPS. */
function splitPoint(walk: Walk, box: Box): Point {
  walk.front[walk.middle + 1] = box.a0
  walk.back[walk.middle + 1] = box.a1
  for (let d = 0; d < MAX_STEPS; d += 1) {
    const met = stepForward(walk, box, d) ?? stepBackward(walk, box, d)
    if (met) return met
  }
  return furthest(walk, box, MAX_STEPS - 1)
}

function stepForward({ a, b, front, back, middle }: Walk, { a0, a1, b0, b1 }: Box, d: number): Point | null {
  const delta = a1 - a0 - (b1 - b0)
  for (let k = -d; k <= d; k += 2) {
    const below = front[middle + k - 1] ?? 0
    const above = front[middle + k + 1] ?? 0
    let x = k === -d || (k !== d && below < above) ? above : below + 1
    const shift = b0 - a0 - k
    while (x < a1 && x + shift < b1 && a[x] === b[x + shift]) x += 1
    front[middle + k] = x
    if (delta % 2 !== 0 && Math.abs(delta - k) < d && x >= (back[middle + delta - k] ?? 0)) return { x, y: x + shift }
  }
  return null
}

/** Diagonals are counted from the far corner, so it is the same walk the other way. */
function stepBackward({ a, b, front, back, middle }: Walk, { a0, a1, b0, b1 }: Box, d: number): Point | null {
  const delta = a1 - a0 - (b1 - b0)
  for (let k = -d; k <= d; k += 2) {
    const below = back[middle + k - 1] ?? 0
    const above = back[middle + k + 1] ?? 0
    let x = k === -d || (k !== d && below > above) ? above : below - 1
    const shift = b1 - a1 + k
    while (x > a0 && x + shift > b0 && a[x - 1] === b[x + shift - 1]) x -= 1
    back[middle + k] = x
    if (delta % 2 === 0 && Math.abs(delta - k) <= d && x <= (front[middle + delta - k] ?? 0)) return { x, y: x + shift }
  }
  return null
}

function furthest({ front, middle }: Walk, { a0, a1, b0, b1 }: Box, d: number): Point {
  let best = { x: a0 + 1, y: b0 }
  for (let k = -d; k <= d; k += 2) {
    const x = Math.min(front[middle + k] ?? 0, a1)
    const y = x - a0 - k + b0
    const isInside = x >= a0 && y >= b0 && y <= b1 && (x < a1 || y < b1)
    if (isInside && x + y > best.x + best.y) best = { x, y }
  }
  return best
}
