/** One request to the API. */
export interface Ask {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly signal: AbortSignal
}

export interface Answer {
  readonly status: number
  readonly body: AsyncIterable<Uint8Array>
}

/** A way to the API: over the network, over a Unix socket, or in this process. */
export type Door = (ask: Ask) => Promise<Answer>
