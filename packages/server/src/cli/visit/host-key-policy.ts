import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DeviceError, knownHosts, pinned, tofu, type HostKeyPolicy } from '@netraven/device'
import { createKnownHostsFiles } from '../known-hosts-file.ts'
import type { Surroundings } from '../surroundings.ts'

/** Who vouches for the keys of a visit, by the word after `--host-key`. */
export async function hostKeyPolicy(wish: string, around: Surroundings): Promise<HostKeyPolicy> {
  if (wish.startsWith('pin:')) return pinned(wish.slice('pin:'.length).split(','))
  if (wish.startsWith('known-hosts:')) return knownHosts(await readKnownHosts(wish.slice('known-hosts:'.length)))
  const stateFolder = around.environment['XDG_STATE_HOME'] || join(around.homeFolder, '.local', 'state')
  const store = createKnownHostsFiles({
    own: join(around.homeFolder, '.ssh', 'known_hosts'),
    remembered: join(stateFolder, 'netraven', 'known_hosts'),
    onFirstContact: ({ host, port }, key) =>
      around.stderr.write(
        `First contact with ${host}:${port}: ${key.type} ${key.fingerprint} is remembered. Compare it with the device.\n`,
      ),
  })
  return tofu(store)
}

/** The certificates in the file after `--ca`, or the word `public`. */
export const authorities = async (wish: string): Promise<string> =>
  wish === 'public' ? wish : readNamed(wish, 'the certificates in', '--ca')

const readKnownHosts = (file: string): Promise<string> => readNamed(file, 'the known-hosts file', '"known-hosts:"')

async function readNamed(file: string, what: string, option: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new DeviceError(
      'host_key',
      `${what} ${file} can't be read`,
      { hint: `check the path after ${option}` },
      { cause },
    )
  }
}
