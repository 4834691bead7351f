import type { DeviceFaultCase } from './fault-case.ts'
import { faultsAtLogin } from './faults-at-login.ts'
import { faultsBeforeLogin } from './faults-before-login.ts'
import { faultsWhileReading } from './faults-while-reading.ts'
import { harmlessFaults } from './harmless-faults.ts'

/** Whole-device faults, in the order of a visit. Cuts at a byte are made by `cutCases`. How many passwords reach a device is
 *  counted by the device itself. */
export const deviceFaults: readonly DeviceFaultCase[] = [
  ...faultsBeforeLogin,
  ...faultsAtLogin,
  ...faultsWhileReading,
  ...harmlessFaults,
]
