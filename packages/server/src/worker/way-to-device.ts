import { DeviceError, type Credential, type HostKeyPolicy, type JumpHost } from '@netraven/device'
import { chooseCredentials } from '../credentials/choose.ts'
import type { PlainCredential, Unlock } from '../credentials/unlock.ts'
import type { CredentialStore } from '../store/credentials.ts'
import type { Device } from '../store/devices.ts'
import type { Run } from '../store/runs.ts'

export interface WayParts {
  /** The devices through which this one is reached, nearest first. */
  readonly wayTo: (deviceId: string) => Promise<Device[]>
  readonly credentials: CredentialStore
  readonly unlock: Unlock
  readonly hostKeyPolicy: (device: Device, run: Run) => HostKeyPolicy
  readonly keepaliveMs: () => number
}

interface Traveller {
  readonly device: Device
  readonly run: Run
  /** Takes up the secrets of the jump hosts. */
  readonly learned: Set<string>
}

/** One device on the way to another, and the credential that opens it. */
export interface Hop {
  readonly device: Device
  readonly credentialId: string
  readonly jump: JumpHost
}

/** The jump hosts between NetRaven and a device, nearest first. Each is a device of the inventory: it has its own address,
 *  host key and credential. Throws a DeviceError where one of them has no credential. */
export async function wayTo(parts: WayParts, { device, run, learned }: Traveller): Promise<Hop[]> {
  const hops: Hop[] = []
  for (const hop of await parts.wayTo(device.id)) {
    const [credentialId] = chooseCredentials(await parts.credentials.standings(hop.id))
    if (credentialId === undefined) throw noCredential(hop)
    const plain = await parts.unlock(credentialId, { runId: run.id, deviceId: hop.id })
    learnSecrets(plain, learned)
    const jump: JumpHost = {
      host: hop.address,
      port: hop.port,
      credential: loginOf(plain),
      hostKey: parts.hostKeyPolicy(hop, run),
      algorithms: hop.algorithms,
      keepaliveMs: parts.keepaliveMs(),
    }
    hops.push({ device: hop, credentialId, jump })
  }
  return hops
}

/** The hop at which a visit failed, if it was at one. */
export const failedHop = (hops: readonly Hop[], { details }: DeviceError): Hop | undefined =>
  hops.find((_, at) => details.hop?.startsWith(`hop ${at + 1} of `))

/** Whatever of a credential may come back in a text is to be hidden there. */
export function learnSecrets(plain: PlainCredential, learned: Set<string>): void {
  for (const secret of [plain.password, plain.enableSecret, plain.passphrase]) if (secret) learned.add(secret)
}

/** A stored credential as a login takes it: with a key the key comes first. */
export const loginOf = ({ username, password, privateKey, passphrase }: PlainCredential): Credential => ({
  username,
  ...(password && { password: () => password }),
  ...(privateKey && { privateKey: () => privateKey }),
  ...(passphrase && { passphrase: () => passphrase }),
})

export const noCredential = (device: Device): DeviceError =>
  new DeviceError(
    'auth',
    `no credential fits ${device.hostname}: none shares a tag with it, or the last ones were refused too often`,
    {
      host: device.address,
      hint: `netraven credential add NAME --username USER${device.tags[0] ? ` --tag ${device.tags[0]}` : ''}`,
    },
  )
