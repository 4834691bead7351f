import type { Budgets } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { Transport } from '../transports/transport.ts'
import { endedOnce, keepingPartial, type Answer } from './answer.ts'
import { createProgressWatch } from './progress.ts'
import { overBudget, readWithTail, tailOf } from './reader.ts'
import { findRefusal } from './refusal.ts'
import { createTerminal, type Terminal } from './terminal.ts'

export interface ExecParts {
  readonly transport: Transport
  readonly platform: Platform
  readonly budgets: Budgets
}

/** Runs one command in a channel of its own: no prompt, pager or echo, and an exit status.
 *  Undefined when the device refuses such channels or drops them without a word; the shell is then the way. */
export async function runExec(
  { transport, platform, budgets }: ExecParts,
  command: string,
  timeoutMs = budgets.totalMs,
): Promise<Answer | undefined> {
  const channel = await transport.exec(command)
  if (!channel) return undefined
  const terminal = createTerminal()
  const progress = createProgressWatch(budgets)
  const idleMs = Math.max(budgets.idleMs, platform.timing.idleMs ?? 0)
  const deadline = Date.now() + timeoutMs
  const over = (chunk: Buffer | 'silence'): DeviceError | undefined => {
    if (chunk === 'silence') return silence(terminal)
    terminal.write(chunk.toString('latin1'))
    return overBudget(terminal, budgets) ?? progress.arrived(chunk.length)
  }
  const screen = () => terminal.takeText() + terminal.current
  const readToEnd = async (): Promise<void> => {
    for (;;) {
      const chunk = await readWithTail({ channel, terminal }, Math.max(0, Math.min(idleMs, deadline - Date.now())))
      if (chunk === 'end') return
      const error = over(chunk)
      if (!error) continue
      transport.fail(error)
      throw error
    }
  }
  await keepingPartial(screen, readToEnd)
  const { status, signal } = await channel.exit
  const raw = endedOnce(screen())
  if (raw === '' && status === null && signal === null) return undefined
  const errors = channel.stderr().replaceAll('\r\n', '\n').trim()
  const killed = signal === null ? undefined : `the command was ended by signal ${signal}`
  return { raw, refusal: refusalOf(raw, errors, status, platform) ?? killed, exitStatus: status }
}

function refusalOf(raw: string, errors: string, status: number | null, platform: Platform): string | undefined {
  const refusal = findRefusal(raw, platform) ?? (raw === '' ? findRefusal(errors, platform) : undefined)
  if (refusal !== undefined || status === null || status === 0) return refusal
  return errors.split('\n', 1)[0] || `exit status ${status}`
}

const silence = (terminal: Terminal): DeviceError =>
  new DeviceError('timeout', 'the device went silent in the middle of an answer', {
    phase: 'command',
    transcriptTail: tailOf(terminal),
  })
