/** One page of a list: `page` counts from 1, `size` is at most 200. */
export interface PageQuery {
  readonly page: number
  readonly size: number
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
  readonly page: number
  readonly size: number
}

/** A part of a list that grows at its head; `next` is the cursor of the following part, null at the end. */
export interface Cursored<T> {
  readonly items: readonly T[]
  readonly next: string | null
}
