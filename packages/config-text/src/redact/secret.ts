/** What a secret is good for; a value keeps its type from one capture to the next. */
export type SecretType =
  | 'password' // clear or reversible
  | 'hash' // one-way
  | 'community'
  | 'key' // TACACS, RADIUS, routing, NTP, MACsec
  | 'psk' // VPN, Wi-Fi
  | 'snmp' // version 3, authentication and privacy
  | 'private-key'
  | 'token' // API keys, JWT, licences
  | 'other' // found by shape or learnt

/** One stretch of the raw text that a token stands for. A value cut by a line fold has one for each part. */
export interface FoundSecret {
  /** Place in the raw text, end exclusive. */
  readonly start: number
  readonly end: number
  readonly value: string
  readonly type: SecretType
  /** What stands in its place, exactly as written. */
  readonly token: string
}

/** A stretch of text that a pass holds for secret, before it has its token. */
export interface Candidate {
  readonly start: number
  readonly end: number
  readonly type: SecretType
  /** What the fingerprint is taken over: the decoded value of a reversible encoding, the joined parts of a folded one. */
  readonly meaning: string
  readonly volatile?: boolean
}

/** A stretch whose shape, or whose name in front, gives it away. */
export interface ShapeHit {
  readonly start: number
  readonly end: number
  readonly type: SecretType
}
