import type { DeviceError } from '../errors.ts'
import type { TransportName } from '../platform.ts'

/** How an exec channel ended. A device that sends neither is `{ status: null, signal: null }`. */
export interface Exit {
  readonly status: number | null
  readonly signal: string | null
}

/** Bytes to and from a device, pulled by the reader: what is not read yet holds the device back. */
export interface ByteChannel {
  /** Types text; one character is one byte. */
  write(text: string): void
  /** Everything that has arrived, as soon as something has; `silence` after `withinMs`, `end` once the device closed the channel.
   *  Throws the visit's DeviceError when the connection is gone or a budget of the visit is spent. */
  read(withinMs: number): Promise<Buffer | 'silence' | 'end'>
  close(): void
}

/** A channel that runs one command. */
export interface ExecChannel extends ByteChannel {
  /** Settles after the last byte. */
  readonly exit: Promise<Exit>
  /** What came on the error stream, at most its first 4 KiB. */
  stderr(): string
}

/** How an answer is wanted. What is still to be read when the channel is there has its reader for its time. */
export interface ExecOptions {
  readonly timeoutMs?: number
  /** `json`: from APIs that give a command's output as data. */
  readonly format?: 'text' | 'json'
}

/** One connection to one device; a replayed transcript is another one. */
export interface Transport {
  readonly kind: TransportName
  /** The peer's SSH identification, such as `SSH-2.0-Cisco-1.25`; empty where there is none. */
  readonly ident: string
  /** The host key (or certificate) that was accepted, `SHA256:…`; undefined where the transport has none. */
  readonly fingerprint: string | undefined
  /** Throws `unsupported` where a transport or device has no shell. */
  openShell(): Promise<ByteChannel>
  /** Runs one command, or asks one question of an API. Undefined when the device refuses exec channels. */
  exec(command: string, options?: ExecOptions): Promise<ExecChannel | undefined>
  /** A file's bytes over SFTP or SCP, whole when the exit status is 0. Undefined when the device hands out no files;
   *  absent where the transport can't. */
  readFile?(path: string): Promise<ExecChannel | undefined>
  /** Asks for a sign of life; false when none came in time. Absent where the transport can't. */
  ping?(withinMs: number): Promise<boolean>
  /** Ends the visit at once with this error: pending reads throw it, the socket is destroyed. */
  fail(error: DeviceError): void
  close(): Promise<void>
}
