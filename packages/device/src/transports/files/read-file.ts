import type { Client } from 'ssh2'
import { DeviceError } from '../../errors.ts'
import type { Lifeline } from '../lifeline.ts'
import type { ExecChannel } from '../transport.ts'
import { createFileChannel } from './file-channel.ts'
import { isPlainPath, scpSource } from './scp.ts'
import { openSftp, sftpSource } from './sftp.ts'

export interface FileParts {
  readonly client: Client
  readonly lifeline: Lifeline
  /** Opens an exec channel; undefined when the device refuses. */
  readonly exec: (command: string) => Promise<ExecChannel | undefined>
}

/** Opens a file over SFTP, or over SCP where the device has no such subsystem. Undefined when it has neither.
 *  Throws `unsupported` for a path that only a shell would understand. */
export async function readFile({ client, lifeline, exec }: FileParts, path: string): Promise<ExecChannel | undefined> {
  if (path === '' || /[\0\r\n]/.test(path)) throw noPath(path)
  const sftp = await openSftp(client)
  if (sftp) return createFileChannel(sftpSource(sftp, path), lifeline)
  if (!isPlainPath(path)) throw noPath(path)
  const channel = await exec(`scp -f ${path}`)
  return channel && createFileChannel(scpSource(channel), lifeline)
}

const noPath = (path: string): DeviceError =>
  new DeviceError('unsupported', `"${path}" is no plain path of a file`, {
    phase: 'command',
    hint: 'letters, digits and . / @ : + , = _ - only',
  })
