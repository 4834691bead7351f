/** A ticket says "look at this row"; the row is the truth, so a doubled or lost ticket is harmless. */
export type TicketKind = 'run' | 'target'

export interface Queue extends AsyncDisposable {
  /** Part of the transaction in progress, if there is one. Keys are row ids; `afterS` delays (seconds). */
  enqueue(kind: TicketKind, keys: readonly string[], options?: { readonly afterS?: number }): Promise<void>
  /** Works tickets off, at most `concurrency` at a time, until the result is called; that one waits for the handlers in hand.
   *  A handler that throws is logged and its ticket dropped: the reaper issues a new one. */
  work(kind: TicketKind, concurrency: number, handle: (key: string) => Promise<void>): Promise<() => Promise<void>>
}
