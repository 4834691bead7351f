import type { CharSet } from './char-set.ts'

/** A regular expression as its parser understood it. */
export type Node =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  | Repeat
  | { readonly kind: 'assert'; readonly at: Assertion }
  | { readonly kind: 'look'; readonly isBehind: boolean; readonly isNegative: boolean; readonly body: Node }
  | { readonly kind: 'back'; readonly index: number; readonly ignoresCase: boolean }

export interface Repeat {
  readonly kind: 'repeat'
  readonly body: Node
  readonly min: number
  readonly max: number
  readonly isLazy: boolean
}

export type Assertion = 'start' | 'end' | 'very-end' | 'word-edge' | 'no-word-edge'

/** A faulty or unsupported regular expression; `at` counts characters from its start. */
export class RegexSyntaxError extends Error {
  override readonly name = 'RegexSyntaxError'
  readonly at: number

  constructor(reason: string, at: number) {
    super(`${reason} at character ${at + 1}`)
    this.at = at
  }
}

/** The number of characters a node takes; undefined where that is not fixed. */
export function widthOf(node: Node): number | undefined {
  switch (node.kind) {
    case 'set':
      return 1
    case 'text':
      return [...node.text].length
    case 'assert':
    case 'look':
      return 0
    case 'back':
      return undefined
    case 'group':
      return widthOf(node.body)
    case 'sequence':
      return sum(node.parts.map(widthOf))
    case 'choice':
      return same(node.options.map(widthOf))
    case 'repeat':
      return node.min === node.max ? sum(Array<number | undefined>(node.min).fill(widthOf(node.body))) : undefined
  }
}

/** Whether a node can match without taking a character. */
export function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'set':
    case 'text':
      return false
    case 'assert':
    case 'look':
    case 'back':
      return true
    case 'group':
      return canBeEmpty(node.body)
    case 'sequence':
      return node.parts.every(canBeEmpty)
    case 'choice':
      return node.options.some(canBeEmpty)
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.body)
  }
}

const sum = (widths: readonly (number | undefined)[]): number | undefined =>
  widths.reduce((total, width) => (total === undefined || width === undefined ? undefined : total + width), 0)

const same = (widths: readonly (number | undefined)[]): number | undefined =>
  widths.every((width) => width === widths[0]) ? widths[0] : undefined
