import type { Budgets } from '../budgets.ts'
import { readWhole } from '../transports/http/read-whole.ts'
import type { Transport } from '../transports/transport.ts'
import { endedOnce, keepingPartial, type Answer, type AskOptions } from './answer.ts'

/** Asks an HTTP API. Its answer is no screen: nothing in it moves a cursor or turns a page, and a line may be of any length. */
export async function askApi(
  { transport, budgets }: { readonly transport: Transport; readonly budgets: Budgets },
  command: string,
  options: AskOptions,
): Promise<Answer> {
  const { timeoutMs = budgets.totalMs, onText } = options
  const deadline = Date.now() + timeoutMs
  const channel = await transport.exec(command, options)
  if (!channel) return { raw: '', refusal: 'it answers no questions', exitStatus: null }
  let text = ''
  const take = async (chunk: Buffer): Promise<void> => {
    text += chunk.toString('latin1')
    const lines = onText ? text.lastIndexOf('\n') + 1 : 0
    if (!onText || lines === 0) return
    const whole = text.slice(0, lines)
    text = text.slice(lines)
    await onText(withLf(whole))
  }
  const limits = { budgets, deadline, phase: 'command', fail: transport.fail } as const
  await keepingPartial(
    () => withLf(text),
    () => readWhole(channel, limits, take),
  )
  const { status } = await channel.exit
  const isRefused = status !== null && status !== 0
  return {
    raw: endedOnce(withLf(text)),
    refusal: isRefused ? channel.stderr() || `status ${status}` : undefined,
    exitStatus: status,
    ...(status === null && { doubt: 'nothing marked the end of the answer' }),
  }
}

const withLf = (text: string): string => text.replaceAll('\r\n', '\n')
