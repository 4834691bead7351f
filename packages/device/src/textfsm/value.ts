import type { PythonRegex } from './regex/python-regex.ts'

/** Options of a value. Source: TextFSM's wiki, "Value line". */
export const OPTIONS = ['Filldown', 'Fillup', 'Key', 'List', 'Required'] as const

export type ValueOption = (typeof OPTIONS)[number]

/** A value as its line declares it. */
export interface ValueDeclaration {
  readonly name: string
  /** In the order in which they were written, which is the order in which they act. */
  readonly options: readonly ValueOption[]
  /** With the brackets around it. */
  readonly regex: string
  readonly compiled: PythonRegex
}

/** What a list holds: texts, or the named groups of each match where the value's expression has some. */
export type ListItem = string | Readonly<Record<string, string>>

/** What stands in a row; null where nothing was ever matched. */
export type Cell = string | null | readonly ListItem[]

/** A value while an output is read. */
export interface LiveValue {
  readonly name: string
  /** Takes what a rule matched; null when its group took no part. */
  assign(text: string | null): void
  clear(): void
  clearAll(): void
  /** The cell for a record; undefined when a required value is missing, so that there is no record. */
  cell(): Cell | undefined
  readonly fillsUp: boolean
  /** What was assigned last, until it was cleared. */
  latest(): Cell
}

/** Starts a value: `itemOf` makes what a list keeps of a match. */
export function startValue({ name, options }: ValueDeclaration, itemOf: (text: string | null) => ListItem): LiveValue {
  const [fillsDown, isList] = [options.includes('Filldown'), options.includes('List')]
  let current: Cell = null
  let filled: string | null = null
  let list: ListItem[] = []
  const actOnSave: Partial<Record<ValueOption, () => boolean>> = {
    Required: () => current !== null && current.length > 0,
    List: () => {
      current = [...list]
      return true
    },
  }
  return {
    name,
    fillsUp: options.includes('Fillup'),
    assign: (text) => {
      current = text
      filled = text
      if (isList) list.push(itemOf(text))
    },
    latest: () => current,
    clear: () => {
      current = fillsDown ? filled : null
      if (!fillsDown) list = []
    },
    clearAll: () => {
      current = null
      filled = null
      list = []
    },
    cell: () => (options.every((option) => actOnSave[option]?.() ?? true) ? current : undefined),
  }
}
