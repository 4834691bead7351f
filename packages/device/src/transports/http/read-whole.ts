import type { Budgets } from '../../budgets.ts'
import { DeviceError, type VisitPhase } from '../../errors.ts'
import { createProgressWatch } from '../../session/progress.ts'
import type { ByteChannel } from '../transport.ts'

export interface WholeLimits {
  readonly budgets: Budgets
  /** When the last byte must be there, ms since 1970. */
  readonly deadline: number
  readonly phase: VisitPhase
  /** Ends the visit. */
  readonly fail: (error: DeviceError) => void
}

/** Reads to the end and hands on each chunk; the next one is asked for when the last was taken.
 *  A device that is silent, drips, sends too much or takes too long ends the visit as `timeout` or `incomplete`. */
export async function readWhole(
  channel: Pick<ByteChannel, 'read'>,
  limits: WholeLimits,
  take: (chunk: Buffer) => void | Promise<void>,
): Promise<void> {
  const { budgets, deadline, phase, fail } = limits
  const progress = createProgressWatch(budgets)
  const end = (error: DeviceError): never => {
    fail(error)
    throw error
  }
  for (let bytes = 0; ;) {
    const chunk = await channel.read(Math.max(0, Math.min(budgets.idleMs, deadline - Date.now())))
    if (chunk === 'end') return
    if (chunk === 'silence' || Date.now() > deadline)
      end(new DeviceError('timeout', 'the device went silent in the middle of an answer, or took too long', { phase }))
    if (!(chunk instanceof Buffer)) continue
    bytes += chunk.length
    if (bytes > budgets.outputBytes)
      end(new DeviceError('incomplete', `the answer is over ${budgets.outputBytes} bytes`, { phase }))
    const slow = progress.arrived(chunk.length)
    if (slow) end(slow)
    await take(chunk)
  }
}
