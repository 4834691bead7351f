import type { Seen } from './options.ts'

/** Counts what reaches the device and remembers what it sent. */
export class Oracle implements Seen {
  connections = 0
  open = 0
  authAttempts = 0
  passwords = 0
  bytesSent = 0
  configReads = 0
  channelsOpened = 0
  channelsRefused = 0
  /** The last configuration was sent to its end. */
  wasWhole = false
  readonly commands: string[] = []
  readonly signatures: string[] = []
  readonly tunnels: string[] = []
  #sent: Buffer[] = []
  #readsSinceFault = 0

  get lastConfigSent(): Buffer {
    return Buffer.concat(this.#sent)
  }

  /** Begins a new last configuration; gives how many reads there have been since the faults were set, this one included. */
  beginConfig(): number {
    this.#sent = []
    this.wasWhole = false
    this.configReads++
    return ++this.#readsSinceFault
  }

  /** More of the configuration, one character per byte. */
  sentConfig(text: string): void {
    this.#sent.push(Buffer.from(text, 'latin1'))
  }

  forgetReads(): void {
    this.#readsSinceFault = 0
  }
}
