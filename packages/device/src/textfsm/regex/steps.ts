import { WORD, type CharSet } from './char-set.ts'
import {
  ACCEPT,
  before,
  dropWays,
  FAIL,
  isNew,
  keepWay,
  runFrom,
  setSlot,
  type Machine,
  type Program,
  type Step,
} from './machine.ts'
import type { Assertion } from './tree.ts'

export const accept: Step = () => ACCEPT

export const text =
  (wanted: string, next: number): Step =>
  (machine) => {
    machine.steps += wanted.length >> 6
    if (!machine.text.startsWith(wanted, machine.pos)) return FAIL
    machine.pos += wanted.length
    return next
  }

export const oneOf =
  (set: CharSet, next: number): Step =>
  (machine) => {
    const after = past(set, machine.text, machine.pos)
    if (after < 0) return FAIL
    machine.pos = after
    return next
  }

/** As many characters of a set as there are, then one less each time. */
export const manyOf =
  (set: CharSet, counts: { readonly min: number; readonly max: number }, next: number, mark: number): Step =>
  (machine) => {
    const { pos: from } = machine
    let low = counts.min === 0 ? from : -1
    let pos = from
    for (let count = 1; count <= counts.max; count++) {
      const after = past(set, machine.text, pos)
      if (after < 0) break
      pos = after
      if (count === counts.min) low = pos
    }
    machine.steps += (pos - from) >> 3
    if (low < 0) return FAIL
    keepWay(machine, next, pos, low, mark)
    return FAIL // the way just kept is the next one
  }

export const either =
  (first: number, second: number, mark: number): Step =>
  (machine) => {
    if (!isNew(machine, mark, machine.pos)) return FAIL
    keepWay(machine, second, machine.pos, machine.pos, mark + 1)
    return first
  }

export const save =
  (slot: number, next: number): Step =>
  (machine) => {
    setSlot(machine, slot, machine.pos)
    return next
  }

/** Goes round again only if the round took something. */
export const again =
  (slot: number, loop: number, exit: number): Step =>
  (machine) =>
    machine.slots[slot] === machine.pos ? exit : loop

export const assertion = (at: Assertion, next: number): Step => {
  const holds = ASSERTIONS[at]
  return (machine) => (holds(machine) ? next : FAIL)
}

export const backReference =
  (group: number, ignoresCase: boolean, next: number): Step =>
  (machine) => {
    const [start = -1, end = -1] = [machine.slots[2 * group], machine.slots[2 * group + 1]]
    if (start < 0 || end < 0) return FAIL
    const wanted = machine.text.slice(start, end)
    const there = machine.text.slice(machine.pos, machine.pos + wanted.length)
    if (there !== wanted && !(ignoresCase && there.toLowerCase() === wanted.toLowerCase())) return FAIL
    machine.steps += wanted.length >> 3
    machine.pos += wanted.length
    return next
  }

/** Tries a part of the program here, or `width` characters before, and stays where it is. */
export const look = (
  part: {
    readonly start: number
    readonly width: number
    readonly isNegative: boolean
    readonly program: () => Program
  },
  next: number,
): Step => {
  return (machine) => {
    const { pos, visited } = machine
    const base = machine.ways.length
    const from = back(machine.text, pos, part.width)
    machine.pos = from
    machine.visited = undefined // what fails here may hold elsewhere
    const isThere = from >= 0 && runFrom(machine, part.program(), part.start)
    dropWays(machine, base, part.isNegative ? 'restore' : 'keep')
    machine.visited = visited
    machine.pos = pos
    return isThere === part.isNegative ? FAIL : next
  }
}

/** The position after one character of the set, or -1. */
function past(set: CharSet, source: string, pos: number): number {
  const unit = source.charCodeAt(pos)
  if (unit < 0xd800 || unit > 0xdfff) return set.has(unit) ? pos + 1 : -1
  const code = source.codePointAt(pos)
  if (code === undefined || !set.has(code)) return -1
  return code > 0xffff ? pos + 2 : pos + 1
}

function back(source: string, pos: number, width: number): number {
  let at = pos
  for (let left = width; left > 0 && at >= 0; left--) at = at === 0 ? -1 : before(source, at)
  return at
}

const ASSERTIONS: Readonly<Record<Assertion, (machine: Machine) => boolean>> = {
  start: ({ pos }) => pos === 0,
  end: ({ pos, text: source }) => pos === source.length || (pos === source.length - 1 && source.endsWith('\n')),
  'very-end': ({ pos, text: source }) => pos === source.length,
  'word-edge': (machine) => isWordEdge(machine),
  'no-word-edge': (machine) => !isWordEdge(machine),
}

function isWordEdge({ text: source, pos }: Machine): boolean {
  const isWordBefore = pos > 0 && past(WORD, source, before(source, pos)) >= 0
  return isWordBefore !== past(WORD, source, pos) >= 0
}
