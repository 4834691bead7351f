import ssh2, { type Client, type SFTPWrapper } from 'ssh2'
import { asking } from '../asking.ts'
import { FileCut, FileRefused, type FileSource } from './file-channel.ts'

const { STATUS_CODE } = ssh2.utils.sftp
/** What every server hands out at once. Source: draft-ietf-secsh-filexfer-02 section 3. */
const PIECE_BYTES = 32 * 1024
const TYPE_OF_FILE = 0o170000
const DIRECTORY = 0o040000

/** Opens the subsystem; undefined when the device has none. */
export const openSftp = (client: Client): Promise<SFTPWrapper | undefined> =>
  asking((resolve) => client.sftp((error, sftp) => resolve(error ? undefined : sftp)))

/** Reads one file over SFTP: its size first, then its bytes, then once more nothing. Closes the subsystem behind it.
 *  Source: draft-ietf-secsh-filexfer-02 sections 6.3, 6.4 and 7. */
export function sftpSource(sftp: SFTPWrapper, path: string): FileSource {
  const gone = Promise.withResolvers<never>()
  gone.promise.catch(() => undefined) // a file that was read to its end doesn't mind
  sftp.once('close', () => gone.reject(new FileCut('the device closed the subsystem in the middle of the file')))
  sftp.on('error', (error: Error) => gone.reject(new FileCut(error.message)))
  const ask = <T>(request: (done: (error: Error | null | undefined, value: T) => void) => void): Promise<T> =>
    Promise.race([
      gone.promise,
      new Promise<T>((resolve, reject) => request((error, value) => (error ? reject(error) : resolve(value)))),
    ])

  async function* pieces(): AsyncGenerator<Buffer, void, void> {
    const { handle, size } = await open(ask, sftp, path)
    let read = 0
    for (;;) {
      const piece = await readPiece(ask, sftp, { handle, at: read })
      if (!piece) break
      read += piece.length
      if (size !== undefined && read > size) throw new FileCut(`more than the ${size} bytes that were announced came`)
      yield piece
    }
    if (size === undefined) throw new FileCut('the device did not say how large the file is')
    if (read < size) throw new FileCut(`${read} of ${size} bytes came`)
  }
  return { pieces, close: () => sftp.end() }
}

type Request = <T>(request: (done: (error: Error | null | undefined, value: T) => void) => void) => Promise<T>

async function open(
  ask: Request,
  sftp: SFTPWrapper,
  path: string,
): Promise<{ handle: Buffer; size: number | undefined }> {
  try {
    const handle = await ask<Buffer>((done) => sftp.open(path, 'r', done))
    const { size, mode } = await ask<{ size?: number; mode?: number }>((done) => sftp.fstat(handle, done))
    if (((mode ?? 0) & TYPE_OF_FILE) === DIRECTORY) throw new FileRefused(`${path} is a directory`)
    return { handle, size }
  } catch (error) {
    throw error instanceof FileCut || error instanceof FileRefused ? error : new FileRefused(refusalOf(error, path))
  }
}

const refusalOf = (error: unknown, path: string): string =>
  `${path}: ${error instanceof Error ? error.message : 'failure'}`

/** Undefined at the end of the file. */
async function readPiece(
  ask: Request,
  sftp: SFTPWrapper,
  { handle, at }: { readonly handle: Buffer; readonly at: number },
): Promise<Buffer | undefined> {
  try {
    const buffer = Buffer.allocUnsafe(PIECE_BYTES)
    const bytes = await ask<number>((done) => sftp.read(handle, buffer, 0, PIECE_BYTES, at, done as never))
    return bytes > 0 ? buffer.subarray(0, bytes) : undefined
  } catch (error) {
    if (error instanceof FileCut) throw error
    const { code, message } = error as Error & { readonly code?: number }
    if (code === STATUS_CODE.EOF) return undefined
    throw new FileCut(`the device broke off after ${at} bytes: ${message}`)
  }
}
