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

/** Limit and offset of a page, within bounds. */
export const boundsOf = ({ page, size }: PageQuery): { limit: number; offset: number } => {
  const limit = Math.min(Math.max(size, 1), 200)
  return { limit, offset: (Math.max(page, 1) - 1) * limit }
}

/** Of `limit + 1` rows the part to show, and where the next one begins. */
export function cursored<T extends { readonly id: string }>(rows: readonly T[], limit: number): Cursored<T> {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
