/** A platform that something speaks for. */
export interface Candidate {
  readonly platform: string
  readonly score: number
}

/** One thing that was seen of a device, and what it says about it. */
export interface Evidence {
  readonly kind: 'ident' | 'banner' | 'prompt' | 'probe' | 'refusal' | 'sysObjectId' | 'sysDescr'
  /** The command that was answered or refused. */
  readonly probe?: string
  /** The words that count, control bytes escaped, at most 120 characters. */
  readonly said: string
  /** What it adds to the score of each platform. */
  readonly speaksFor: Readonly<Record<string, number>>
}

/** What detection found, best candidate first. */
export interface Finding {
  readonly candidates: readonly Candidate[]
  readonly evidence: readonly Evidence[]
}
