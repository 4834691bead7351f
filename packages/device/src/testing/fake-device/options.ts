import type { Algorithms } from 'ssh2'
import type { Fault } from './fault.ts'

export type FakePlatform = 'cisco_ios' | 'juniper_junos' | 'mikrotik_routeros' | 'linux' | 'frr'

/** What the device tells about itself when asked for its version. */
export interface FakeFacts {
  readonly model: string
  readonly serial: string
  readonly version: string
}

export interface FakeDeviceOptions {
  readonly platform: FakePlatform
  readonly hostname: string
  readonly username: string
  readonly password: string
  /** Given: the login ends at `>` and `enable` asks for this. Absent: the login ends at `#`. Cisco only. */
  readonly enableSecret?: string
  /** The configuration as the device stores it, LF line ends, without what `show …` prints around it.
   *  For `linux`: its files one after another, each begun by a line `### /path`. */
  readonly config: string
  readonly startupConfig?: string
  readonly facts?: Partial<FakeFacts>
  /** Default: `127.0.0.1`. */
  readonly address?: string
  /** Default: 0, any free port. */
  readonly port?: number
  /** Private keys in PEM or OpenSSH form. Default: a new ed25519 key. */
  readonly hostKeys?: readonly string[]
  readonly algorithms?: Algorithms
  /** Ways to give the password. Default: both. */
  readonly auth?: readonly ('password' | 'keyboard-interactive')[]
  /** Lines of a page until paging is turned off. Default: 24. */
  readonly pageLines?: number
  /** The device's clock. Default: the machine's. */
  readonly now?: () => Date
  readonly faults?: readonly Fault[]
}

/** What the device has seen and sent: the oracle of a test. */
export interface Seen {
  readonly connections: number
  /** Connections that are open now. */
  readonly open: number
  /** Authentication requests of any method. */
  readonly authAttempts: number
  /** Authentication requests that carried a password. */
  readonly passwords: number
  readonly commands: readonly string[]
  /** Bytes written to shells and exec channels. */
  readonly bytesSent: number
  /** How many times a configuration was asked for. */
  readonly configReads: number
  /** The text of the last configuration as far as it was sent: LF line ends, no echo, prompt or pager. */
  readonly lastConfigSent: Buffer
}

/** A device that runs. Close it, or hold it by `await using`. */
export interface FakeDevice extends AsyncDisposable {
  readonly platform: FakePlatform
  readonly hostname: string
  readonly address: string
  readonly port: number
  /** `SHA256:…` of the first host key. */
  readonly fingerprint: string
  readonly hostKeys: readonly string[]
  /** May be set while the device runs: the next read sees it. */
  config: string
  startupConfig: string
  readonly seen: Seen
  /** The whole answer to a configuration command, as a right client would keep it if it read now. */
  readonly configAnswer: () => Buffer
  /** Replaces the faults; counts of reads begin anew. No argument: the device behaves. */
  readonly setFault: (...faults: readonly Fault[]) => void
  readonly close: () => Promise<void>
}
