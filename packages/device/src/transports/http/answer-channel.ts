import type { Lifeline } from '../lifeline.ts'
import type { ExecChannel } from '../transport.ts'
import type { Output } from './command.ts'

/** Given out piece by piece, so that what was read may go. */
const PIECE = 64 * 1024

/** An answer as a channel to read from; nothing can be typed into it. */
export function answerChannel(output: Output, lifeline: Lifeline): ExecChannel {
  const common = { write: () => undefined, stderr: () => ('error' in output ? output.error : '') }
  if ('body' in output) return { ...common, read: output.body.read, exit: output.body.exit, close: output.body.drop }
  const bytes = 'bytes' in output ? output.bytes : Buffer.alloc(0)
  let at = 0
  return {
    ...common,
    exit: Promise.resolve({ status: output.status, signal: null }),
    close: () => (at = bytes.length),
    read: async () => {
      if (lifeline.reason) throw lifeline.reason
      if (at >= bytes.length) return 'end'
      at += PIECE
      return bytes.subarray(at - PIECE, at)
    },
  }
}
