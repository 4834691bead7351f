export interface PartOptions {
  readonly rounds: number
  /** Most visits of one round. */
  readonly visits: number
  /** Which cells of a table are measured. */
  readonly cells: RegExp
}

export interface PartResult {
  /** A table for people. */
  readonly text: string
  /** The same for programs. */
  readonly results: unknown
  /** Goals that do not hold, and texts that came home wrong. */
  readonly faults: readonly string[]
}

/** One part of the benchmark. */
export interface Part {
  readonly name: string
  run(options: PartOptions): Promise<PartResult>
}
