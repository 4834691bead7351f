import type { Budgets, DeviceErrorKind } from '@netraven/device'
import type { Fault, FakePlatform } from '@netraven/device/testing'

/** The limit that ends a visit to a faulty device; `none`: the device itself ends it. */
export type FaultBudget = 'connect' | 'key-exchange' | 'auth' | 'idle' | 'progress' | 'total' | 'bytes' | 'none'

/** What a visitor brings along. `newcomer`: nothing but the right credential, and trust at first contact. */
export type Visitor =
  | 'newcomer'
  | 'knows-the-key'
  | 'has-no-pin'
  | 'knows-other-hosts'
  | 'knows-it-is-revoked'
  | "can't-remember"
  | 'wrong-secret'
  | 'legacy-profile'

/** Where the visitor goes. `device`: to the simulated device. */
export type Destination = 'device' | 'closed-port' | 'no-such-name' | 'black-hole' | 'link-local'

/** A device that misbehaves, and how a backup of it must end. */
export interface DeviceFaultCase {
  /** Reads on from "a device that …". */
  readonly name: string
  readonly faults: readonly Fault[]
  readonly ends: DeviceErrorKind | 'succeeded'
  readonly budget: FaultBudget
  /** Default: every platform. */
  readonly platforms?: readonly FakePlatform[]
  /** Default: `device`. */
  readonly goesTo?: Destination
  /** Default: `newcomer`. */
  readonly visitor?: Visitor
  /** Cuts the configuration after so many hundredths of it, each time. */
  readonly cutAtPercent?: { readonly percent: number; readonly ending: 'closed' | 'reset' | 'silence' | 'prompt' }
  /** Limits of this case in place of the usual ones. */
  readonly limits?: Partial<Budgets>
  /** How many passwords the device may have been shown, at most. Default: 1. */
  readonly passwordsAtMost?: number
}

/** A jump host that misbehaves; the device behind it is in order. */
export interface JumpFaultCase extends Omit<DeviceFaultCase, 'platforms' | 'cutAtPercent' | 'limits'> {
  /** The error says which hop it was. */
  readonly namesHop: boolean
}

/** Platforms that are read in a shell when they are given no exec channel. */
export const shells: readonly FakePlatform[] = ['cisco_ios', 'juniper_junos', 'linux', 'frr']
export const inShell: Fault = { kind: 'no-exec' }
