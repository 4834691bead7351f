import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { AppError } from '../errors/app-error.ts'

/** The key that seals all other keys. */
export interface MasterKey {
  readonly key: Buffer
  readonly file: string
  /** True when this start made it: the person must keep a copy elsewhere. */
  readonly created: boolean
  /** Others may read the file; said, not refused, where the file was mounted by hand. */
  readonly tooOpen: boolean
}

/** Reads the master key: 32 bytes as base64 or hex, or raw. With `create` a missing file is made, readable by its owner
 *  alone. Throws AppError `sealed` with what to do when there is no key or it is none. */
export function readMasterKey(file: string, { create }: { readonly create: boolean }): MasterKey {
  const text = readIfThere(file)
  if (text !== undefined) {
    return { key: keyOf(text, file), file, created: false, tooOpen: (statSync(file).mode & 0o077) !== 0 }
  }
  if (!create) {
    throw new AppError(
      'sealed',
      `there is no master key at ${file}; put the copy you kept there, or name it with NETRAVEN_MASTER_KEY_FILE`,
    )
  }
  const key = randomBytes(32)
  writeOnce(file, `${key.toString('base64')}\n`)
  return { key, file, created: true, tooOpen: false }
}

/** What to tell the person whose installation has just got its key. */
export const masterKeyHint = (file: string): string =>
  `A new master key was made: ${file}\nKeep a copy of this file in another place. Without it no stored password and no original configuration can ever be read again.`

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new AppError(
      'sealed',
      `the master key at ${file} can't be read: ${(error as Error).message}`,
      {},
      { cause: error },
    )
  }
}

function keyOf(bytes: Buffer, file: string): Buffer {
  if (bytes.length === 32) return bytes
  const text = bytes.toString('latin1').trim()
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (key.length !== 32)
    throw new AppError('sealed', `${file} holds no master key: 32 bytes are needed, in base64, hex or as they are`)
  return key
}

/** Made whole on disk before anything is sealed with it; never over an existing file. */
function writeOnce(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
