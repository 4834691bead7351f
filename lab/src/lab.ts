import type { FakeDevice } from '@netraven/device/testing'
import type { PlantedSecret } from './secrets/vault.ts'

export interface LabOptions {
  /** Default: 5, one of each platform; more repeat the platforms. */
  readonly devices?: number
  /** Names and addresses follow from it; secrets don't. Default: 1. */
  readonly seed?: number
  /** Passwords, keys and logins follow from it. Default: random, so no two labs share a secret. */
  readonly secretSeed?: string
  /** Ports count up from here. Default: any free ones. */
  readonly portBase?: number
  /** Ports by host name, taken where they are free. */
  readonly ports?: Readonly<Record<string, number>>
  /** How often each device was changed already, by host name: those changes are made again. */
  readonly edits?: Readonly<Record<string, number>>
  /** Private keys by host name, so that devices keep their identity. Default: new ones. */
  readonly hostKeys?: Readonly<Record<string, readonly string[]>>
}

export interface LabDevice extends FakeDevice {
  readonly tags: readonly string[]
}

/** What `Lab.change` did. */
export interface LabChange {
  readonly hostname: string
  readonly added: readonly string[]
}

/** Simulated devices on loopback. */
export interface Lab extends AsyncDisposable {
  readonly devices: readonly LabDevice[]
  /** Opens every device of the lab. */
  readonly credential: { readonly username: string; readonly password: string; readonly enableSecret: string }
  /** Every secret that stands in a configuration of the lab. */
  readonly secrets: readonly PlantedSecret[]
  readonly secretSeed: string
  readonly device: (hostname: string) => LabDevice
  /** hostname,address,port,platform,tags, each device with the tag `lab`: ready for `netraven device import`. */
  readonly inventoryCsv: () => string
  /** Edits the configuration of a device as an engineer would. */
  readonly change: (hostname: string) => LabChange
  /** How often each device was changed, by host name. */
  readonly edits: Readonly<Record<string, number>>
  readonly close: () => Promise<void>
}
