import type { Lifeline } from '../lifeline.ts'
import type { ExecChannel, Exit } from '../transport.ts'

/** A file on its way: its bytes in pieces, asked for one by one. */
export interface FileSource {
  /** Gives the pieces. Throws FileRefused where the device says no, FileCut where bytes are missing or too many. */
  pieces(): AsyncGenerator<Buffer, void, void>
  close(): void
}

/** The device hands this file out to nobody, or not to us. The message is the device's own word. */
export class FileRefused extends Error {}

/** What came isn't what was announced. */
export class FileCut extends Error {}

/** A file as a channel to read from: exit status 0 only when every byte that was announced has come; 1 when the device
 *  refused, and none when the text is cut. `stderr` then says why. A reader that waits holds the device back. */
export function createFileChannel(source: FileSource, lifeline: Lifeline): ExecChannel {
  const pieces = source.pieces()
  const { promise: exit, resolve: settleExit } = Promise.withResolvers<Exit>()
  let pending: Promise<Buffer | 'end'> | undefined
  let errors = ''

  const next = async (): Promise<Buffer | 'end'> => {
    try {
      const { value } = await pieces.next()
      if (value) return value
      settleExit({ status: 0, signal: null })
    } catch (error) {
      if (!(error instanceof FileRefused || error instanceof FileCut)) throw error
      errors = error.message
      settleExit({ status: error instanceof FileRefused ? 1 : null, signal: null })
    }
    source.close()
    return 'end'
  }
  const read: ExecChannel['read'] = async (withinMs) => {
    if (lifeline.reason) throw lifeline.reason
    pending ??= next()
    pending.catch(() => undefined) // whoever reads next hears of it
    const arrived = await within(withinMs, Promise.race([pending, lifeline.ended]))
    if (arrived !== 'silence' && arrived !== 'end') pending = undefined
    return arrived
  }
  return {
    read,
    exit,
    stderr: () => errors,
    write: () => undefined, // nobody types into a file
    close: () => {
      settleExit({ status: null, signal: null })
      source.close()
    },
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | 'silence'> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<'silence'>((resolve) => (timer = setTimeout(resolve, ms, 'silence')))
  try {
    return await Promise.race([work, silence])
  } finally {
    clearTimeout(timer)
  }
}
