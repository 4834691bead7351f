import { setTimeout as sleep } from 'node:timers/promises'
import ssh2, { type Attributes, type ServerChannel, type SFTPWrapper } from 'ssh2'
import { findFault, type Fault } from './fault.ts'
import type { FakeFile } from './options.ts'

export interface FileParts {
  readonly faults: () => readonly Fault[]
  readonly files: Readonly<Record<string, FakeFile>>
}

const { STATUS_CODE } = ssh2.utils.sftp
const REGULAR = 0o100644
const DIRECTORY = 0o040755

/** A file as it is sent: what is said of its size, and the bytes that come. */
interface Sent {
  readonly size: number
  readonly bytes: Buffer
  readonly isEndless: boolean
}

function sent(text: string, faults: readonly Fault[]): Sent {
  const whole = Buffer.from(text, 'latin1')
  const cut = findFault(faults, 'cut-file')
  return {
    size: whole.length,
    bytes: whole.subarray(0, cut?.atByte),
    isEndless: findFault(faults, 'endless-file') !== undefined,
  }
}

const attributes = (mode: number, size: number): Attributes => ({ mode, uid: 0, gid: 0, size, atime: 0, mtime: 0 })

/** Answers SFTP as far as a client that reads files asks. */
export function serveSftp({ faults, files }: FileParts, sftp: SFTPWrapper): void {
  const open = new Map<number, string>()
  let handles = 0
  const textOf = (handle: Buffer): string => open.get(handle.readUInt32BE()) ?? ''
  sftp.on('error', () => undefined) // the client breaks off
  sftp.on('OPEN', (id, path) => {
    const file = files[path]
    if (file === undefined) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
    if (typeof file !== 'string')
      return sftp.status(id, file.refused === 'permission' ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE)
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(++handles)
    open.set(handles, file)
    sftp.handle(id, handle)
  })
  sftp.on('FSTAT', (id, handle) => sftp.attrs(id, attributes(REGULAR, sent(textOf(handle), faults()).size)))
  sftp.on('STAT', (id, path) => {
    const file = files[path]
    if (typeof file === 'string') sftp.attrs(id, attributes(REGULAR, file.length))
    else if (file?.refused === 'directory') sftp.attrs(id, attributes(DIRECTORY, 4096))
    else sftp.status(id, file ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.NO_SUCH_FILE)
  })
  sftp.on('READ', (id, handle, offset, length) => {
    const { bytes, isEndless } = sent(textOf(handle), faults())
    if (isEndless) sftp.data(id, Buffer.alloc(length, 'x'))
    else if (offset < bytes.length) sftp.data(id, bytes.subarray(offset, offset + length))
    else sftp.status(id, STATUS_CODE.EOF)
  })
  sftp.on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK))
}

/** Answers `scp -f PATH`. Gives the exit status; undefined: the channel ends without one. */
export async function serveScp(
  { faults, files }: FileParts,
  path: string,
  channel: ServerChannel,
): Promise<number | undefined> {
  const file = files[path]
  if (typeof file !== 'string') {
    const why = { permission: 'Permission denied', directory: 'not a regular file' }
    channel.write(`\x01scp: ${path}: ${file ? why[file.refused] : 'No such file or directory'}\n`)
    return 1
  }
  const { size, bytes, isEndless } = sent(file, faults())
  await once(channel) // the client is ready
  channel.write(`C0644 ${size} ${path.split('/').at(-1)}\n`)
  await once(channel)
  channel.write(bytes)
  while (isEndless && channel.writable) {
    channel.write(Buffer.alloc(32_768, 'x'))
    await sleep(1)
  }
  if (bytes.length < size) return undefined
  channel.write('\0')
  await once(channel)
  return 0
}

const once = (channel: ServerChannel): Promise<void> =>
  new Promise((resolve) => {
    channel.once('data', () => resolve())
    channel.once('close', () => resolve())
  })
