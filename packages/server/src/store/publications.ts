/** One commit that the archive has or will have. Everything in the commit is in the row, so a rebuild gives the same commit id. */
export interface Publication {
  readonly id: string
  readonly number: number | null
  readonly kind: 'snapshot' | 'rename' | 'remove'
  readonly deviceId: string
  readonly snapshotId: string | null
  readonly hostname: string
  readonly oldHostname: string | null
  readonly artifact: string | null
  readonly blobSha256: string | null
  readonly authorName: string
  readonly message: string
  /** Whole seconds: Git keeps no more. */
  readonly committedAt: Date
  readonly commitId: string | null
}

export type PublicationInput = Omit<Publication, 'number' | 'commitId'>

export interface PublicationStore {
  add(input: PublicationInput): Promise<void>
  /** Gives the next numbers, without gaps, to rows that have none; in order of id. Only the leader calls it. */
  number(limit: number): Promise<void>
  /** Numbered and not yet published, in order. */
  pending(limit: number): Promise<Publication[]>
  /** Numbered rows after `number`, in order: what a rebuild streams. */
  after(number: number, limit: number): Promise<Publication[]>
  get(number: number): Promise<Publication | undefined>
  findBySnapshot(snapshotId: string): Promise<Publication | undefined>
  markPublished(commits: readonly { id: string; commitId: string }[]): Promise<void>
  /** Highest published number and its commit; undefined before the first. */
  head(): Promise<{ number: number; commitId: string } | undefined>
  /** How many wait, and since when the oldest does. */
  lag(): Promise<{ waiting: number; oldest: Date | null }>
}
