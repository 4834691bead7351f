import { chmod, mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  DeviceError,
  knownHostsLine,
  matchKnownHosts,
  type HostAddress,
  type HostKey,
  type HostKeyStore,
} from '@netraven/device'

export interface KnownHostsFiles {
  /** The caller's own OpenSSH file; its keys count first and it is never written. */
  readonly own: string
  /** NetRaven's file, made with mode 0600. */
  readonly remembered: string
  readonly onFirstContact: (address: HostAddress, key: HostKey) => void
}

/** Host keys in OpenSSH's files: first the caller's, then NetRaven's own. */
export function createKnownHostsFiles({ own, remembered, onFirstContact }: KnownHostsFiles): HostKeyStore {
  const find = async (address: HostAddress) => {
    const mine = matchKnownHosts(await readText(own), address)
    const hasKey = mine.some(({ mark }) => mark === undefined)
    return hasKey ? mine : [...mine, ...matchKnownHosts(await readText(remembered), address)]
  }
  const add = async (address: HostAddress, key: HostKey) => {
    try {
      await append(remembered, knownHostsLine(address, key))
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new DeviceError(
        'host_key',
        `the host key ${key.type} ${key.fingerprint} can't be remembered in ${remembered}: ${reason}; no password was sent`,
        { hint: `make the file writable, or name the key: --host-key pin:${key.fingerprint}` },
        { cause },
      )
    }
    onFirstContact(address, key)
  }
  return { find, add }
}

async function append(file: string, line: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await using handle = await open(file, 'a+', 0o600)
  const text = await handle.readFile('utf8')
  await handle.appendFile(text === '' || text.endsWith('\n') ? line : `\n${line}`)
  await chmod(file, 0o600)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code))) return ''
    throw new DeviceError(
      'host_key',
      `${file} can't be read; no password was sent`,
      { hint: 'make the file readable, or use --host-key' },
      { cause: error },
    )
  }
}
