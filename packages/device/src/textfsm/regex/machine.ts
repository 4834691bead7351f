/** Work that may be spent; shared by many matches. */
export interface Effort {
  left: number
}

/** A match cost more than was allowed. */
export class EffortSpent extends Error {
  override readonly name = 'EffortSpent'
}

/** What one match works on. */
export interface Machine {
  readonly text: string
  readonly effort: Effort
  /** Where groups begin and end, then where loops began their round; -1 where unknown. */
  readonly slots: number[]
  /** Ways not taken yet, four numbers each: step, position, lowest position, mark. Step < 0 restores a slot. */
  readonly ways: number[]
  pos: number
  visited: Uint8Array | undefined
  /** Work done, and how much of it `effort` has paid for. */
  steps: number
  paid: number
}

/** One instruction: does its work and gives the number of the next one, or FAIL. */
export type Step = (machine: Machine) => number

export interface Program {
  readonly steps: readonly Step[]
  readonly start: number
  readonly slots: number
  /** Marks of the places where ways part. */
  readonly marks: number
  /** With back references the way to a place matters, so places can't be remembered. */
  readonly hasBackReferences: boolean
}

export const FAIL = -1
export const ACCEPT = -2

/** Matches that take longer remember the places they failed from, which bounds their work by places × characters.
 *  Source: Russ Cox, "Regular Expression Matching: the Virtual Machine Approach" (memoized backtracking, as RE2's BitState). */
const REMEMBER_FROM = 2000
/** Work is paid for in shares of this size. */
const SHARE = 256

/** Tries a program at the start of a text. Gives the slots of the match. Throws EffortSpent. */
export function runProgram(program: Program, text: string, effort: Effort): readonly number[] | undefined {
  const slots = Array<number>(program.slots).fill(-1)
  const machine: Machine = { text, effort, slots, ways: [], pos: 0, visited: undefined, steps: 0, paid: 0 }
  return runFrom(machine, program, program.start) ? slots : undefined
}

/** Runs until a match or until no way is left. What stood in `ways` before is not touched. */
export function runFrom(machine: Machine, program: Program, start: number): boolean {
  const { steps } = program
  const base = machine.ways.length
  let at = start
  for (;;) {
    machine.steps += 1
    if (machine.steps - machine.paid >= SHARE) pay(machine, program)
    at = steps[at]?.(machine) ?? FAIL
    if (at === ACCEPT) return true
    if (at === FAIL) at = nextWay(machine, base)
    if (at === FAIL) return false
  }
}

/** Remembers a way for later: from `step` at `pos`, then one character less each, down to `low`. */
export function keepWay(machine: Machine, step: number, pos: number, low: number, mark: number): void {
  machine.ways.push(step, pos, low, mark)
}

export function setSlot(machine: Machine, slot: number, value: number): void {
  machine.ways.push(-1 - slot, machine.slots[slot] ?? -1, 0, 0)
  machine.slots[slot] = value
}

/** True the first time that a mark is reached at a position; always true while nothing is remembered. */
export function isNew({ visited, text }: Machine, mark: number, pos: number): boolean {
  if (!visited) return true
  const bit = mark * (text.length + 1) + pos
  const byte = visited[bit >> 3] ?? 0
  if ((byte & (1 << (bit & 7))) !== 0) return false
  visited[bit >> 3] = byte | (1 << (bit & 7))
  return true
}

/** Drops the ways kept since `base`; `restores` puts the slots back as they were then. */
export function dropWays(machine: Machine, base: number, slots: 'restore' | 'keep'): void {
  const { ways } = machine
  const restores: number[] = []
  while (ways.length > base) {
    const entry = ways.splice(-4)
    const [step = 0, value = 0] = entry
    if (step >= 0) continue
    if (slots === 'restore') machine.slots[-1 - step] = value
    else restores.unshift(...entry)
  }
  ways.push(...restores)
}

function nextWay(machine: Machine, base: number): number {
  const { ways } = machine
  while (ways.length > base) {
    const mark = ways.pop() ?? 0
    const low = ways.pop() ?? 0
    const pos = ways.pop() ?? 0
    const step = ways.pop() ?? 0
    if (step < 0) {
      machine.slots[-1 - step] = pos
      continue
    }
    if (pos > low) ways.push(step, before(machine.text, pos), low, mark)
    machine.steps += 1
    if (!isNew(machine, mark, pos)) continue
    machine.pos = pos
    return step
  }
  return FAIL
}

/** The position one character before. */
export function before(text: string, pos: number): number {
  const unit = text.charCodeAt(pos - 1)
  const isPair = unit >= 0xdc00 && unit <= 0xdfff && pos > 1 && (text.codePointAt(pos - 2) ?? 0) > 0xffff
  return pos - (isPair ? 2 : 1)
}

function pay(machine: Machine, program: Program): void {
  const { effort, steps, text } = machine
  effort.left -= steps - machine.paid
  machine.paid = steps
  if (effort.left < 0) throw new EffortSpent()
  if (machine.visited || steps < REMEMBER_FROM || program.hasBackReferences) return
  const bytes = Math.ceil((program.marks * (text.length + 1)) / 8)
  machine.steps += bytes >> 6
  machine.visited = new Uint8Array(bytes)
}
