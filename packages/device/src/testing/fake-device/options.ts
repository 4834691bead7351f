import type { Algorithms } from 'ssh2'
import type { Fault } from './fault.ts'

export type FakePlatform = 'cisco_ios' | 'juniper_junos' | 'mikrotik_routeros' | 'linux' | 'frr'

/** What the device tells about itself when asked for its version. */
export interface FakeFacts {
  readonly model: string
  readonly serial: string
  readonly version: string
}

/** What a device asks in the shell; LF line ends. */
export interface FakeQuestions {
  /** Printed before the first question. */
  readonly banner: string
  /** Null: the device doesn't ask. */
  readonly user: string | null
  readonly password: string | null
  /** What a wrong login brings. */
  readonly denied: string
}

export type FakeAuthMethod = 'none' | 'publickey' | 'password' | 'keyboard-interactive'

/** A question of keyboard-interactive and the answer that is right. */
export interface FakeQuestion {
  readonly prompt: string
  readonly echo?: boolean
  readonly answer: string
}

/** A file's text, or why it isn't handed out. */
export type FakeFile = string | { readonly refused: 'permission' | 'directory' }

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
  /** Default: `ssh`. */
  readonly transport?: 'ssh' | 'telnet'
  /** How the device asks in the shell who is there. Default: over Telnet Cisco's words, after a warning; over SSH not at all. */
  readonly questions?: Partial<FakeQuestions>
  /** Any one of these lets in over SSH; `none` lets everybody in. Default: password and keyboard-interactive, and
   *  publickey where there is one. */
  readonly auth?: readonly FakeAuthMethod[]
  /** All of these are wanted over SSH, one after the other; `auth` then counts for nothing. */
  readonly factors?: readonly FakeAuthMethod[]
  /** The public half of a key that lets in, as in an `authorized_keys` file. */
  readonly publicKey?: string
  /** Asked by keyboard-interactive after the password, one a round. */
  readonly secondFactor?: readonly FakeQuestion[]
  /** Lets clients through to other devices, as a jump host does. Default: no. */
  readonly forwards?: boolean
  /** Files by path, handed out over SFTP and SCP; one character per byte. */
  readonly files?: Readonly<Record<string, FakeFile>>
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
  /** What each signature of a key was made with, such as `sha256`. */
  readonly signatures: readonly string[]
  /** Where clients went on to, `host:port`. */
  readonly tunnels: readonly string[]
  /** Channels that the device opened to the client, as a fault. */
  readonly channelsOpened: number
  readonly channelsRefused: number
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
