/** Who waits for what. */
export interface Waiter<Want, Seat> {
  readonly want: Want
  readonly priority: number
  readonly seated: (seat: Seat) => void
}

/** Callers that wait: higher priority first, then who came first. */
export interface WaitingLine<Want, Seat> {
  readonly length: number
  join(waiter: Waiter<Want, Seat>): void
  leave(waiter: Waiter<Want, Seat>): void
  /** Seats everybody for whom there is a seat now, in order; who can't be seated does not hold up the others. */
  seat(seatFor: (want: Want) => Seat | undefined): void
}

export function createWaitingLine<Want, Seat>(): WaitingLine<Want, Seat> {
  let waiters: readonly Waiter<Want, Seat>[] = []
  return {
    get length() {
      return waiters.length
    },
    join: (waiter) => {
      const behind = waiters.findIndex(({ priority }) => priority < waiter.priority)
      waiters = behind < 0 ? [...waiters, waiter] : waiters.toSpliced(behind, 0, waiter)
    },
    leave: (waiter) => {
      waiters = waiters.filter((other) => other !== waiter)
    },
    seat: (seatFor) => {
      const seated = new Set<Waiter<Want, Seat>>()
      for (const waiter of waiters) {
        const seat = seatFor(waiter.want)
        if (seat === undefined) continue
        seated.add(waiter)
        waiter.seated(seat)
      }
      if (seated.size > 0) waiters = waiters.filter((waiter) => !seated.has(waiter))
    },
  }
}
