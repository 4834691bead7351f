import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

/** Makes room for the socket: its folder, and no file left by a process that was killed. A folder that another user of
 *  the machine put there is refused: whoever owns it can put their own socket in the place of ours, and hear secrets. */
export function prepareSocket(path: string): void {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(folder)
  if (uid !== (process.getuid?.() ?? uid) || (mode & 0o077) !== 0) {
    throw new AppError(
      'conflict',
      `${folder} belongs to another user or is open to others; take it away, then start again`,
    )
  }
  rmSync(path, { force: true })
}

export interface Serving {
  readonly socket: string
  readonly url: string
}

/** Tells commands on the same machine where to find this process, until the result is disposed of. Of two that serve one
 *  folder on a PostgreSQL database the later one is found, also when the first one ends. */
export function announceServing(folder: string, { socket, url }: Serving): Disposable {
  const file = join(folder, 'serve.json')
  const announcement = `${JSON.stringify({ pid: process.pid, socket, url, started_at: new Date() })}\n`
  writeFileSync(file, announcement, { mode: 0o600 })
  return {
    [Symbol.dispose]: () => {
      if (!holds(file, announcement)) return
      rmSync(file, { force: true })
      rmSync(socket, { force: true })
    },
  }
}

function holds(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') === text
  } catch {
    return false
  }
}
