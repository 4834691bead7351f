import { readFile } from 'node:fs/promises'
import { DeviceError, type Credential } from '@netraven/device'
import { askSecret } from '../ask-secret.ts'
import type { Surroundings } from '../surroundings.ts'
import type { VisitOptions } from './options.ts'

/** The credential of a visit, with every secret it has learned so far: they are taken out of texts. */
export interface VisitCredential {
  readonly credential: Credential
  readonly secrets: readonly string[]
}

type Wish = Pick<VisitOptions, 'identity' | 'agent' | 'secondFactor' | 'input'>

/** Whose password it is, and the variable that may hold it. */
interface User {
  readonly username: string
  readonly host: string
  readonly variable: string
}

/** The credential for one user on one host. With a key, a password is used only where one is given; without, it is asked for. */
export async function credentialFor(user: User, wish: Wish, around: Surroundings): Promise<VisitCredential> {
  const hasOther = wish.identity !== undefined || wish.agent === true || wish.secondFactor === true
  const password = await passwordOf(user, hasOther ? 'if given' : 'needed', wish, around)
  const { key, passphrase } = await keyOf(wish, around)
  return {
    secrets: [password, passphrase].filter((secret) => secret !== undefined),
    credential: {
      username: user.username,
      ...(password !== undefined && { password: () => password }),
      ...(key !== undefined && { privateKey: () => key }),
      ...(passphrase !== undefined && { passphrase: () => passphrase }),
      ...(wish.agent && { agent: agentSocket(around) }),
      ...(wish.secondFactor && canAsk(wish) && { answer: ({ prompt }) => askSecret(`${shown(prompt)} `, around) }),
    },
  }
}

/** The private key and what unlocks it; asked for only where the key is encrypted. */
async function keyOf(
  wish: Wish,
  around: Surroundings,
): Promise<{ readonly key?: string; readonly passphrase?: string | undefined }> {
  if (wish.identity === undefined) return {}
  const key = await privateKeyIn(wish.identity)
  const named = await secretNamed('NETRAVEN_PASSPHRASE', around)
  const isLocked = /ENCRYPTED|bcrypt/.test(unwrapped(key))
  if (named !== undefined || !isLocked || !canAsk(wish)) return { key, passphrase: named }
  return { key, passphrase: await askSecret(`Passphrase for ${wish.identity}: `, around) }
}

/** A secret from the environment, or from the file that `NAME_FILE` names. */
export async function secretNamed(name: string, { environment }: Surroundings): Promise<string | undefined> {
  const file = environment[`${name}_FILE`]
  if (!file) return environment[name]
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
  } catch (cause) {
    throw new DeviceError('auth', `${name}_FILE names ${file}, which can't be read`, {}, { cause })
  }
}

const canAsk = ({ input }: Wish): boolean => input !== false

async function passwordOf(
  { username, host, variable }: User,
  need: 'needed' | 'if given',
  wish: Wish,
  around: Surroundings,
): Promise<string | undefined> {
  const named = await secretNamed(variable, around)
  if (named !== undefined || need === 'if given') return named
  const typed = canAsk(wish) ? await askSecret(`Password for ${username}@${host}: `, around) : undefined
  if (typed !== undefined) return typed
  throw new DeviceError('auth', `there is no password for ${username}@${host} and nobody to ask`, {
    hint: `set ${variable} or ${variable}_FILE`,
  })
}

async function privateKeyIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new DeviceError(
      'auth',
      `the private key ${file} can't be read`,
      { hint: 'check the path after --identity' },
      { cause },
    )
  }
}

/** The head of an OpenSSH key, which names its cipher and key derivation, as text; of other forms the text itself. */
function unwrapped(key: string): string {
  const inside = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]+)-----END/.exec(key)?.[1]
  return inside === undefined ? key : Buffer.from(inside, 'base64').toString('latin1').slice(0, 100)
}

function agentSocket({ environment }: Surroundings): string {
  const socket = environment['SSH_AUTH_SOCK']
  if (socket) return socket
  throw new DeviceError('auth', 'there is no ssh-agent: SSH_AUTH_SOCK is not set', {
    hint: 'start one, or name a key with --identity',
  })
}

const shown = (prompt: string): string =>
  prompt
    .replaceAll(/[^\x20-\x7e]/g, ' ')
    .trim()
    .slice(0, 200)
