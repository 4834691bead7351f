import type { TransportName } from '../platform.ts'

/** What passed over one channel, in order. `type` is what the client typed, `say` what the device said; one character is one byte. */
export interface TranscriptEvent {
  /** Milliseconds since the channel was opened. */
  readonly at: number
  readonly type?: string
  readonly say?: string
}

/** One shell, exec channel or file. */
export interface TranscriptChannel {
  /** The command of an exec channel; absent for a shell. */
  readonly command?: string
  /** The path of a file that was read over SFTP or SCP. */
  readonly file?: string
  readonly events: readonly TranscriptEvent[]
  /** How the channel ended; absent while the client closed it first. */
  readonly exit?: { readonly status: number | null; readonly signal: string | null }
}

/** A recorded session, without its secrets: a fixture that plays back without a network. */
export interface Transcript {
  readonly platform: string
  /** Who spoke: a device, one that was simulated, or nobody: put together from documentation. Not said, it counts as
   *  the last. */
  readonly origin?: 'device' | 'simulation' | 'documentation'
  /** How the device was reached: over Telnet the shell begins with the login. Default `ssh`. */
  readonly transport?: TransportName
  readonly ident: string
  readonly channels: readonly TranscriptChannel[]
  /** The text that a right client brings home from it. */
  readonly expected?: string
}
