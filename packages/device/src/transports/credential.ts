/** A question that a device asks at login, beside the one for the password. Its text is the device's own. */
export interface Question {
  readonly prompt: string
  readonly instructions: string
  /** The answer may be shown. */
  readonly echo: boolean
  /** From 1; a device may ask in two rounds. */
  readonly round: number
}

/** What opens a device. Secrets are fetched only when the host key has been accepted. Where several are given they are
 *  tried in the order key, agent, password; a device that wants two of them gets both. */
export interface Credential {
  readonly username: string
  readonly password?: () => string | Promise<string>
  /** A private key in OpenSSH or PEM form. */
  readonly privateKey?: () => string | Promise<string>
  readonly passphrase?: () => string | Promise<string>
  /** The socket of an ssh-agent, as in SSH_AUTH_SOCK. Its keys are used, never forwarded. */
  readonly agent?: string
  /** A second factor: answers what the device asks beside the password, in at most two rounds. */
  readonly answer?: (question: Question) => string | undefined | Promise<string | undefined>
}
