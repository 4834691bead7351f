import type { Budgets } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import type { ExecChannel, Transport } from '../transports/transport.ts'
import type { Answer } from './answer.ts'
import { createProgressWatch } from './progress.ts'

export interface FileParts {
  readonly transport: Transport
  readonly budgets: Budgets
}

/** Reads a file of the device: its bytes as they are, line ends as LF, no terminal in between. Undefined where the device
 *  hands out no files; an answer with a refusal where it refuses this one. Throws `incomplete` when not every byte came that
 *  the device had announced, or more than the budget allows. */
export async function askFile({ transport, budgets }: FileParts, path: string): Promise<Answer | undefined> {
  const channel = await transport.readFile?.(path)
  if (!channel) return undefined
  const chunks = await takeAll(channel, { transport, budgets }, path)
  const { status } = await channel.exit
  const why = channel.stderr()
  if (status === null) throw incomplete(`the file ${path} is cut: ${why || 'the device broke off'}`, chunks)
  if (status !== 0) return { raw: '', refusal: why || `exit status ${status}`, exitStatus: status }
  return { raw: rawOf(chunks), refusal: undefined, exitStatus: 0 }
}

async function takeAll(
  channel: ExecChannel,
  { transport, budgets }: FileParts,
  path: string,
): Promise<readonly Buffer[]> {
  const chunks: Buffer[] = []
  const progress = createProgressWatch(budgets)
  let bytes = 0
  const fail = (error: DeviceError): never => {
    channel.close()
    transport.fail(error)
    throw error
  }
  for (;;) {
    const chunk = await channel.read(budgets.idleMs)
    if (chunk === 'end') return chunks
    if (chunk === 'silence') return fail(silent(path))
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > budgets.outputBytes) fail(incomplete(`the file ${path} is over ${budgets.outputBytes} bytes`, []))
    const slow = progress.arrived(chunk.length)
    if (slow) fail(slow)
  }
}

const incomplete = (message: string, chunks: readonly Buffer[]): DeviceError =>
  new DeviceError('incomplete', message, {
    phase: 'command',
    ...(chunks.length > 0 && { partial: Buffer.concat(chunks) }),
  })

const silent = (path: string): DeviceError =>
  new DeviceError('timeout', `the device went silent in the middle of the file ${path}`, { phase: 'command' })

/** One character per byte, LF line ends, a line end at the end. */
function rawOf(chunks: readonly Buffer[]): string {
  const text = Buffer.concat(chunks).toString('latin1').replaceAll('\r\n', '\n')
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
