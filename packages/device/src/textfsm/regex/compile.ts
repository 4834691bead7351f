import { FAIL, type Program, type Step } from './machine.ts'
import type { ParsedRegex } from './parse.ts'
import { accept, again, assertion, backReference, either, look, manyOf, oneOf, save, text } from './steps.ts'
import { canBeEmpty, RegexSyntaxError, widthOf, type Node, type Repeat } from './tree.ts'

const MOST_STEPS = 20_000

interface Emitter {
  readonly steps: Step[]
  readonly program: () => Program
  slots: number
  marks: number
  hasBackReferences: boolean
}

/** Turns a pattern's tree into steps, from its end to its start, so that each step knows the next one. */
export function compile({ root, groups }: ParsedRegex): Program {
  const emitter: Emitter = {
    steps: [accept],
    program: () => program,
    slots: 2 * (groups + 1),
    marks: 0,
    hasBackReferences: false,
  }
  const start = emit(emitter, { kind: 'group', index: 0, body: root }, 0)
  const { steps, slots, marks, hasBackReferences } = emitter
  const program: Program = { steps, start, slots, marks, hasBackReferences }
  return program
}

/** Adds the steps of a node before the step `next`; gives the number of its first step. */
function emit(emitter: Emitter, node: Node, next: number): number {
  switch (node.kind) {
    case 'set':
      return add(emitter, oneOf(node.set, next))
    case 'text':
      return add(emitter, text(node.text, next))
    case 'sequence':
      return joined(node.parts).reduceRight((after, part) => emit(emitter, part, after), next)
    case 'choice':
      return emitChoice(emitter, node.options, next)
    case 'group':
      return emitGroup(emitter, node, next)
    case 'repeat':
      return emitRepeat(emitter, node, next)
    case 'assert':
      return add(emitter, assertion(node.at, next))
    case 'look':
      return emitLook(emitter, node, next)
    case 'back':
      emitter.hasBackReferences = true
      return add(emitter, backReference(node.index, node.ignoresCase, next))
  }
}

function add(emitter: Emitter, step: Step): number {
  if (emitter.steps.length >= MOST_STEPS) throw new RegexSyntaxError('the pattern is too large', 0)
  return emitter.steps.push(step) - 1
}

/** A place where ways part has two marks: one for coming there, one for the way not taken at first. */
function takeMarks(emitter: Emitter): number {
  emitter.marks += 2
  return emitter.marks - 2
}

const emitChoice = (emitter: Emitter, options: readonly Node[], next: number): number =>
  options
    .map((option) => emit(emitter, option, next))
    .reduceRight((rest, option) => add(emitter, either(option, rest, takeMarks(emitter))))

function emitGroup(emitter: Emitter, { index, body }: Node & { readonly kind: 'group' }, next: number): number {
  const end = add(emitter, save(2 * index + 1, next))
  return add(emitter, save(2 * index, emit(emitter, body, end)))
}

function emitLook(emitter: Emitter, node: Node & { readonly kind: 'look' }, next: number): number {
  const start = emit(emitter, node.body, 0)
  const width = node.isBehind ? (widthOf(node.body) ?? 0) : 0
  return add(emitter, look({ start, width, isNegative: node.isNegative, program: emitter.program }, next))
}

function emitRepeat(emitter: Emitter, node: Repeat, next: number): number {
  const { body, min, max, isLazy } = node
  if (body.kind === 'set' && !isLazy) return add(emitter, manyOf(body.set, { min, max }, next, takeMarks(emitter)))
  let at = max === Infinity ? emitLoop(emitter, node, next) : next
  for (let left = max === Infinity ? 0 : max - min; left > 0; left--)
    at = fork(emitter, emit(emitter, body, at), next, isLazy)
  for (let left = min; left > 0; left--) {
    const before = emit(emitter, body, at)
    if (before === at) break // a body without steps takes nothing, however often
    at = before
  }
  return at
}

function emitLoop(emitter: Emitter, { body, isLazy }: Repeat, next: number): number {
  const loop = add(emitter, () => FAIL)
  const mark = takeMarks(emitter)
  const round = canBeEmpty(body) ? emitWatched(emitter, body, loop, next) : emit(emitter, body, loop)
  emitter.steps[loop] = isLazy ? either(next, round, mark) : either(round, next, mark)
  return loop
}

/** A round that may take nothing must not go on for ever. */
function emitWatched(emitter: Emitter, body: Node, loop: number, next: number): number {
  const slot = emitter.slots++
  const end = add(emitter, again(slot, loop, next))
  return add(emitter, save(slot, emit(emitter, body, end)))
}

const fork = (emitter: Emitter, taken: number, skipped: number, isLazy: boolean): number =>
  add(emitter, isLazy ? either(skipped, taken, takeMarks(emitter)) : either(taken, skipped, takeMarks(emitter)))

/** Characters that stand alone beside each other become one text. */
function joined(parts: readonly Node[]): readonly Node[] {
  const all: Node[] = []
  for (const part of parts) {
    const last = all.at(-1)
    const only = part.kind === 'set' ? part.set.only : undefined
    if (only !== undefined && last?.kind === 'text') all[all.length - 1] = { kind: 'text', text: last.text + only }
    else all.push(only === undefined ? part : { kind: 'text', text: only })
  }
  return all
}
