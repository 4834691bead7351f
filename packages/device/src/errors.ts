import type { Finding } from './detect/finding.ts'

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
  /** The jump host at which it happened, such as `hop 1 of 2, 192.0.2.1:22`. */
  readonly hop?: string
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
  /** What speaks for which platform, for a device whose platform could not be detected. */
  readonly finding?: Finding
}

/** The one error type of this package. Its message is one line of at most 1,000 characters, and of the hint likewise: both
 *  may quote a hostile device, and end up in terminals, logs and tables.
 *  @example
 *  try { await openSession(options) } catch (error) {
 *    if (error instanceof DeviceError && error.kind === 'auth') tryTheNextCredential()
 *  } */
export class DeviceError extends Error {
  override readonly name = 'DeviceError'
  readonly kind: DeviceErrorKind
  readonly details: DeviceErrorDetails

  constructor(kind: DeviceErrorKind, message: string, details: DeviceErrorDetails = {}, options?: ErrorOptions) {
    super(oneLine(message), options)
    this.kind = kind
    this.details = details.hint === undefined ? details : { ...details, hint: oneLine(details.hint) }
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

const LONGEST_MESSAGE = 1000

function oneLine(text: string): string {
  const line = escapeControls(text.replace(/\s*[\r\n]+\s*/g, ' '))
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE - 1).toWellFormed()}…` : line
}
