import type { ExecOptions, Transport } from '../transports/transport.ts'
import { endedOnce, type Answer } from './answer.ts'

/** Asks an HTTP API. Its answer is no screen: nothing in it moves a cursor or turns a page, and a line may be of any length. */
export async function askApi(transport: Transport, command: string, options: ExecOptions): Promise<Answer> {
  const channel = await transport.exec(command, options)
  let text = ''
  for (let chunk = await channel?.read(0); chunk instanceof Buffer; chunk = await channel?.read(0))
    text += chunk.toString('latin1')
  const { status } = (await channel?.exit) ?? { status: null }
  const raw = endedOnce(text.replaceAll('\r\n', '\n'))
  const isRefused = status !== null && status !== 0
  return {
    raw,
    refusal: isRefused ? channel?.stderr() || `status ${status}` : undefined,
    exitStatus: status,
    ...(status === null && { doubt: 'nothing marked the end of the answer' }),
  }
}
