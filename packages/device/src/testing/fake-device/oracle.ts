import type { Seen } from './options.ts'

/** Counts what reaches the device and remembers what it sent. */
export interface Oracle {
  readonly seen: Seen
  readonly connected: () => void
  readonly disconnected: () => void
  readonly asked: () => void
  readonly gotPassword: () => void
  readonly gotCommand: (command: string) => void
  readonly wrote: (bytes: number) => void
  /** Begins a new last configuration; gives how many reads there have been since `forgetReads`, this one included. */
  readonly beginConfig: () => number
  /** More of the configuration, one character per byte. */
  readonly sentConfig: (text: string) => void
  readonly forgetReads: () => void
}

export function createOracle(): Oracle {
  const count = { connections: 0, open: 0, authAttempts: 0, passwords: 0, bytesSent: 0, configReads: 0 }
  const commands: string[] = []
  let sent: Buffer[] = []
  let readsSinceFault = 0
  return {
    seen: {
      get connections() { return count.connections },
      get open() { return count.open },
      get authAttempts() { return count.authAttempts },
      get passwords() { return count.passwords },
      get bytesSent() { return count.bytesSent },
      get configReads() { return count.configReads },
      get lastConfigSent() { return Buffer.concat(sent) },
      commands,
    },
    connected: () => { count.connections++; count.open++ },
    disconnected: () => { count.open-- },
    asked: () => { count.authAttempts++ },
    gotPassword: () => { count.passwords++ },
    gotCommand: (command) => { commands.push(command) },
    wrote: (bytes) => { count.bytesSent += bytes },
    beginConfig() {
      sent = []
      count.configReads++
      return ++readsSinceFault
    },
    sentConfig: (text) => { sent.push(Buffer.from(text, 'latin1')) },
    forgetReads: () => { readsSinceFault = 0 },
  }
}
