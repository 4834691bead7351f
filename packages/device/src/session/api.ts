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
  let chunks: Buffer[] = []
  const take = async (chunk: Buffer): Promise<void> => {
    chunks.push(chunk)
    if (!onText || !chunk.includes('\n')) return
    const all = Buffer.concat(chunks)
    const end = all.lastIndexOf('\n') + 1
    chunks = [all.subarray(end)]
    await onText(textIn(all.subarray(0, end)))
  }
  /** The chunks are free before the text is worked on. */
  const taken = (): string => {
    const all = Buffer.concat(chunks)
    chunks = []
    return textIn(all)
  }
  const limits = { budgets, deadline, phase: 'command', fail: transport.fail } as const
  await keepingPartial(taken, () => readWhole(channel, limits, take))
  const { status } = await channel.exit
  const isRefused = status !== null && status !== 0
  return {
    raw: endedOnce(taken()),
    refusal: isRefused ? channel.stderr() || `status ${status}` : undefined,
    exitStatus: status,
    ...(status === null && { doubt: 'nothing marked the end of the answer' }),
  }
}

/** One character per byte, LF line ends. */
function textIn(bytes: Buffer): string {
  const text = bytes.toString('latin1')
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text
}
