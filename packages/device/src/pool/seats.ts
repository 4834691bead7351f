import type { Session } from '../session/session.ts'

/** A session that the pool holds. */
export interface Held {
  readonly key: string
  /** The device it occupies a line of. */
  readonly place: string
  readonly session: Session
  /** When it is too old to be lent again: a visit has a budget as a whole. */
  readonly retireAt: number
  /** Ends it at once. */
  readonly end: AbortController
  /** When it was last known to be at its prompt. */
  checkedAt: number
  idleSince: number
}

/** What a caller needs. */
export interface Want {
  readonly key: string
  readonly place: string
  /** Sessions at once to this device. */
  readonly perHost: number
  /** How long a session may be lent anew; the rest of its budget is for the last one who has it. */
  readonly lendableMs: number
}

/** A right to have a session: an idle one, or room for a new one once `evicted` is closed. */
export type Seat =
  | { readonly idle: Held; readonly evicted?: undefined }
  | { readonly idle?: undefined; readonly evicted: Held | undefined }

/** Counts sessions, per device and in all, and keeps those that are idle. A session counts from before it is opened until it
 *  is closed. */
export interface Seats {
  readonly taken: number
  /** Least recently used first. */
  readonly idle: readonly Held[]
  takenAt(place: string): number
  /** Takes a seat, if there is one: an idle session of the same kind, room, or the room of an idle session that has to go. */
  take(want: Want): Seat | undefined
  /** Keeps a session that may be used again. */
  keep(held: Held): void
  /** Takes a certain session out of the idle ones; false when somebody has it. */
  remove(held: Held): boolean
  /** Gives room back. */
  free(place: string): void
}

export function createSeats(maxSize: number): Seats {
  const perPlace = new Map<string, number>()
  let taken = 0
  let idle: readonly Held[] = []

  const takenAt = (place: string): number => perPlace.get(place) ?? 0
  const remove = (held: Held): boolean => {
    const isThere = idle.includes(held)
    idle = idle.filter((other) => other !== held)
    return isThere
  }
  const count = (place: string, by: 1 | -1): void => {
    taken += by
    const now = takenAt(place) + by
    if (now > 0) perPlace.set(place, now)
    else perPlace.delete(place)
  }
  /** The idle session that has to make room: of the same device when its lines are the limit, else the oldest of all. */
  const inTheWay = ({ place, perHost }: Want): Held | undefined =>
    takenAt(place) >= perHost ? idle.find((held) => held.place === place) : idle[0]

  return {
    get taken() {
      return taken
    },
    get idle() {
      return idle
    },
    takenAt,
    take: (want) => {
      const same = idle.findLast(({ key }) => key === want.key)
      if (same) {
        remove(same)
        return { idle: same }
      }
      const isFull = takenAt(want.place) >= want.perHost || taken >= maxSize
      const evicted = isFull ? inTheWay(want) : undefined
      if (isFull && !evicted) return undefined
      if (evicted) remove(evicted)
      count(want.place, 1)
      return { evicted }
    },
    keep: (held) => {
      idle = [...idle, held].toSorted((a, b) => a.idleSince - b.idleSince)
    },
    remove,
    free: (place) => count(place, -1),
  }
}
