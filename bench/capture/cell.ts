/** One combination that is measured. */
export interface Cell {
  readonly name: string
  readonly platform: 'cisco_ios' | 'juniper_junos'
  readonly configBytes: number
  readonly concurrency: number
  /** Delay of each direction, ms. */
  readonly delayMs: number
  /** Most visits of one round. */
  readonly visits: number
}

const shell = { platform: 'cisco_ios', configBytes: 37_400, delayMs: 0 } as const

export const cells: readonly Cell[] = [
  { ...shell, name: 'shell 37 KB', concurrency: 1, visits: 300 },
  { ...shell, name: 'shell 37 KB', concurrency: 50, visits: 600 },
  { ...shell, name: 'shell 37 KB', concurrency: 200, visits: 600 },
  { ...shell, name: 'shell 37 KB', concurrency: 50, visits: 400, delayMs: 25 },
  { ...shell, name: 'shell 2 MB', configBytes: 2_000_000, concurrency: 10, visits: 40 },
  { ...shell, name: 'exec 37 KB', platform: 'juniper_junos', concurrency: 50, visits: 600 },
]

/** Where the simulated devices listen, and what they hold. */
export interface Fleet {
  readonly devices: readonly { readonly host: string; readonly port: number }[]
  /** SHA-256 of the whole answer to the configuration command. */
  readonly sha256: string
}

/** What a visitor found in one round. */
export interface Round {
  readonly cpuMs: number
  readonly wallMs: number
  /** Visits whose text was not what the device sent. */
  readonly wrong: number
  /** 99th percentile of the event loop's delay, ms. */
  readonly loopP99Ms: number
}

export const login = { username: 'bench', password: 'bench-password' } as const
