import type { Budgets } from '../budgets.ts'
import { DeviceError } from '../errors.ts'

/** Notices an answer that only drips. */
export function createProgressWatch({ progressBytesPerSecond, progressWindowMs }: Budgets): {
  arrived(bytes: number): DeviceError | undefined
} {
  let since = Date.now()
  let seen = 0
  return {
    arrived: (bytes) => {
      seen += bytes
      const elapsedMs = Date.now() - since
      if (elapsedMs < progressWindowMs) return undefined
      const isSlow = (seen * 1000) / elapsedMs < progressBytesPerSecond
      since = Date.now()
      seen = 0
      return isSlow
        ? new DeviceError('timeout', `the device sends less than ${progressBytesPerSecond} bytes per second`, {
            phase: 'command',
          })
        : undefined
    },
  }
}
