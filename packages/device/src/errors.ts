/** What went wrong with a device; each kind answers "what next?" (retry, other credential, a person decides). */
export type DeviceErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'closed'
  | 'auth'
  | 'host_key'
  | 'algorithm'
  | 'prompt'
  | 'rejected'
  | 'incomplete'
  | 'unsupported'
  | 'cancelled'

/** The part of a visit in which an error happened. */
export type VisitPhase = 'connect' | 'key-exchange' | 'auth' | 'login' | 'enable' | 'command' | 'detect'

/** Facts about the failure, for logs and people. Never holds a password. */
export interface DeviceErrorDetails {
  readonly host?: string
  readonly port?: number
  readonly platform?: string
  readonly phase?: VisitPhase
  /** What would help, as a sentence for a person. */
  readonly hint?: string
  /** The last text the device sent, control bytes escaped. May hold configuration: redact before showing. */
  readonly transcriptTail?: string
  /** What a command had answered when its reading broke off: proven by nothing, with every secret in it. Never print it. */
  readonly partial?: Buffer
  /** The algorithms both sides offered, for `algorithm`. */
  readonly offers?: unknown
}

/** The one error type of this package.
 *  @example
 *  try { await openSession(options) } catch (error) {
 *    if (error instanceof DeviceError && error.kind === 'auth') tryTheNextCredential()
 *  } */
export class DeviceError extends Error {
  override readonly name = 'DeviceError'
  readonly kind: DeviceErrorKind
  readonly details: DeviceErrorDetails

  constructor(kind: DeviceErrorKind, message: string, details: DeviceErrorDetails = {}, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
    this.details = details
  }

  /** The same error with more details; what was known already stays. */
  with(details: DeviceErrorDetails): DeviceError {
    return this.withDetails({ ...details, ...this.details })
  }

  /** The same error with other details. */
  withDetails(details: DeviceErrorDetails): DeviceError {
    const other = new DeviceError(this.kind, this.message, details, { cause: this.cause })
    if (this.stack) other.stack = this.stack
    return other
  }
}

/** Makes device text safe to print: C0, DEL and C1 controls become `\xNN`, line ends stay. */
export const escapeControls = (text: string): string =>
  text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
    (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
