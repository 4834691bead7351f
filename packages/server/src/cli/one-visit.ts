import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  DeviceError,
  knownHosts,
  openSession,
  pinned,
  tofu,
  type AlgorithmProfile,
  type HostKeyPolicy,
  type Session,
  type TransportName,
} from '@netraven/device'
import { askSecret } from './ask-secret.ts'
import { createKnownHostsFiles } from './known-hosts-file.ts'
import type { Surroundings } from './surroundings.ts'

/** How a command without inventory reaches a device: the caller's own credential, nothing stored. */
export interface VisitOptions {
  readonly host: string
  readonly port?: number
  readonly platform: string
  readonly transport: TransportName
  readonly username?: string
  readonly algorithms: AlgorithmProfile
  /** `tofu`, `pin:SHA256:…` or `known-hosts:FILE`. */
  readonly hostKey: string
  /** Seconds for the whole visit. */
  readonly timeout?: number
  /** False with --no-input: never ask. */
  readonly input?: boolean
}

/** Visits one device and does what `act` wants there; `act` also learns the secrets of the login, to take them out of texts. Beside the worker the only opener of sessions. */
export async function oneVisit<T>(
  options: VisitOptions,
  around: Surroundings,
  act: (session: Session, secrets: readonly string[]) => Promise<T>,
): Promise<T> {
  const hostKey = await hostKeyPolicy(options.hostKey, around)
  const username = options.username ?? around.osUser
  const question = `Password for ${username}@${options.host}: `
  const password = await passwordOf(options.input === false ? undefined : question, around)
  const enableSecret = await secretNamed('NETRAVEN_ENABLE_PASSWORD', around)
  await using session = await openSession({
    host: options.host,
    ...(options.port !== undefined && { port: options.port }),
    platform: options.platform,
    transport: options.transport,
    credential: { username, password: () => password },
    ...(enableSecret && { enableSecret: () => enableSecret }),
    hostKey,
    algorithms: options.algorithms,
    ...(options.timeout !== undefined && { budgets: { totalMs: options.timeout * 1000 } }),
    signal: around.signal,
  })
  return await act(session, enableSecret ? [password, enableSecret] : [password])
}

/** The password from the environment, a file it names, or a prompt without echo. */
async function passwordOf(question: string | undefined, around: Surroundings): Promise<string> {
  const named = await secretNamed('NETRAVEN_PASSWORD', around)
  const password = named ?? (question === undefined ? undefined : await askSecret(question, around))
  if (password !== undefined) return password
  throw new DeviceError('auth', 'there is no password and nobody to ask', {
    hint: 'set NETRAVEN_PASSWORD or NETRAVEN_PASSWORD_FILE',
  })
}

async function secretNamed(name: string, { environment }: Surroundings): Promise<string | undefined> {
  const file = environment[`${name}_FILE`]
  if (!file) return environment[name]
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
  } catch (cause) {
    throw new DeviceError('auth', `${name}_FILE names ${file}, which can't be read`, {}, { cause })
  }
}

async function hostKeyPolicy(wish: string, around: Surroundings): Promise<HostKeyPolicy> {
  if (wish.startsWith('pin:')) return pinned([wish.slice('pin:'.length)])
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

async function readKnownHosts(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new DeviceError(
      'host_key',
      `the known-hosts file ${file} can't be read`,
      { hint: 'check the path after "known-hosts:"' },
      { cause },
    )
  }
}
