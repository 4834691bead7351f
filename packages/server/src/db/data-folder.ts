import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { lockFolder } from './folder-lock.ts'

/** The longest path of a Unix socket; one byte more is cut silently. */
const LONGEST_SOCKET_PATH = 107

/** Makes the data folder if it is not there, for its owner alone, and refuses one that others can read. With `exclusive`
 *  the folder belongs to this process until the result is disposed of: AppError `conflict` names the one that holds it,
 *  and nothing was touched. */
export async function holdDataFolder(
  folder: string,
  { exclusive }: { readonly exclusive: boolean },
): Promise<AsyncDisposable> {
  process.umask(0o077)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const mode = statSync(folder).mode & 0o777
  if ((mode & 0o077) !== 0) {
    const octal = mode.toString(8)
    throw new AppError(
      'invalid',
      `${folder} is open to other users (mode ${octal}); it holds keys and configurations: chmod 700 ${folder}`,
    )
  }
  return exclusive ? lockFolder(folder) : { [Symbol.asyncDispose]: async () => undefined }
}

/** Where the process that serves a data folder listens for commands on the same machine. A short path in a folder that
 *  only its owner can enter. */
export function socketPathOf(folder: string): string {
  const beside = join(realpathSync(folder), 'serve.sock')
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH) return beside
  const name = createHash('sha256').update(beside).digest('hex').slice(0, 16)
  return join(tmpdir(), `netraven-${name}`, 'serve.sock')
}

/** Makes room for the socket: its folder, and no file left by a process that was killed. */
export function prepareSocket(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  rmSync(path, { force: true })
}

export interface Serving {
  readonly socket: string
  readonly url: string
}

/** Tells commands on the same machine where to find this process, until the result is disposed of. */
export function announceServing(folder: string, { socket, url }: Serving): Disposable {
  const file = join(folder, 'serve.json')
  writeFileSync(file, `${JSON.stringify({ pid: process.pid, socket, url, started_at: new Date() })}\n`, { mode: 0o600 })
  return {
    [Symbol.dispose]: () => {
      rmSync(file, { force: true })
      rmSync(socket, { force: true })
    },
  }
}
