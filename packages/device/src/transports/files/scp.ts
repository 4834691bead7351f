import type { ExecChannel } from '../transport.ts'
import { FileCut, FileRefused, type FileSource } from './file-channel.ts'

/** What a shell on the device takes as it stands: `scp -f` runs there. */
const PLAIN_PATH = /^[\w./@:+,=][\w./@:+,=-]*$/

export const isPlainPath = (path: string): boolean => PLAIN_PATH.test(path)

const READY = '\0'
/** A line of the protocol; the longest holds a file's name. */
const MOST_HEADER_BYTES = 4096
const IDLE_MS = 60_000

/** Reads one file from `scp -f`. First the device says `C0644 SIZE NAME`, then the bytes come, then a zero.
 *  Source: OpenSSH scp.c, the `source` side; Jan Pechanec, "How the SCP protocol works". */
export function scpSource(channel: ExecChannel): FileSource {
  let rest: Buffer = Buffer.alloc(0)
  /** More bytes, or false at the end. */
  const more = async (): Promise<boolean> => {
    for (;;) {
      const chunk = await channel.read(IDLE_MS)
      if (chunk === 'end') return false
      if (chunk === 'silence') continue // the reader's own budgets are finer
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      return true
    }
  }
  const line = async (): Promise<string> => {
    for (;;) {
      const end = rest.indexOf(0x0a)
      if (end >= 0) {
        const text = rest.toString('latin1', 0, end)
        rest = rest.subarray(end + 1)
        return text
      }
      if (rest.length > MOST_HEADER_BYTES) throw new FileRefused('the device does not speak SCP')
      if (!(await more())) throw new FileRefused(channel.stderr().trim() || 'the device does not speak SCP')
    }
  }
  async function* body(size: number): AsyncGenerator<Buffer, void, void> {
    let left = size
    while (left > 0) {
      if (rest.length === 0 && !(await more())) throw new FileCut(`${size - left} of ${size} bytes came`)
      const piece = rest.subarray(0, left)
      rest = rest.subarray(piece.length)
      left -= piece.length
      yield piece
    }
  }
  /** A zero behind the bytes says that the device could read all of them. */
  const confirm = async (): Promise<void> => {
    if (rest.length === 0 && !(await more())) throw new FileCut('the device did not confirm that all bytes came')
    if (rest[0] === 0) return
    throw new FileCut(`the device broke off: ${rest.toString('latin1', 1, 200).trim()}`)
  }
  async function* pieces(): AsyncGenerator<Buffer, void, void> {
    channel.write(READY)
    const size = sizeIn(await line())
    channel.write(READY)
    yield* body(size)
    await confirm()
    channel.write(READY)
  }
  return { pieces, close: () => channel.close() }
}

function sizeIn(header: string): number {
  const size = /^C[0-7]{4} (\d{1,15}) /.exec(header)?.[1]
  if (size !== undefined) return Number(size)
  if (/^[\x01\x02]/.test(header)) throw new FileRefused(header.slice(1).trim())
  throw new FileRefused(header.startsWith('D') ? 'it is a directory' : 'the device does not speak SCP')
}
