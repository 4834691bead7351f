import type { Budgets } from '../budgets.ts'
import type { DeviceError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { ByteChannel } from '../transports/transport.ts'
import type { Terminal } from './terminal.ts'

/** What a reader works on: a channel, the screen that shows what came over it, and what is known of the device. */
export interface Line {
  readonly channel: ByteChannel
  readonly terminal: Terminal
  readonly platform: Platform
  readonly budgets: Budgets
  /** Ends the visit: pending reads throw, the socket is destroyed. */
  readonly fail: (error: DeviceError) => void
}
