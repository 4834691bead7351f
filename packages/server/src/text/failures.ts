/** The text could not be redacted: it must neither be stored in clear nor shown. Says never what stood in it. */
export class RedactionFailed extends Error {
  readonly code = 'REDACTION_FAILED'

  constructor(reason: string) {
    super(`the text could not be redacted: ${reason}`)
    this.name = 'RedactionFailed'
  }
}

/** Two texts could not be compared. */
export class DiffFailed extends Error {
  readonly code = 'DIFF_FAILED'

  constructor(reason: string) {
    super(`the texts could not be compared: ${reason}`)
    this.name = 'DiffFailed'
  }
}
