import {
  DeviceError,
  knownHosts,
  openSession,
  pinned,
  tofu,
  type Budgets,
  type Credential,
  type HostKeyPolicy,
  type JumpHost,
} from '@netraven/device'
import {
  fakeDevice,
  newHostKey,
  publicKeyOf,
  type FakeDevice,
  type FakePlatform,
  type Fault,
} from '@netraven/device/testing'
import { setTimeout as sleep } from 'node:timers/promises'
import { writers } from '../configs/writers.ts'
import { createRandom } from '../random.ts'
import { createVault } from '../secrets/vault.ts'
import { openBlackHole } from './black-hole.ts'
import type { DeviceFaultCase, Destination, JumpFaultCase, Visitor } from './fault-case.ts'

/** How a visitor gets to a device and in. */
export interface Way {
  readonly by: 'password' | 'key'
  readonly through: 'nothing' | 'jump-host'
}

export const ways: readonly Way[] = (['password', 'key'] as const).flatMap((by) =>
  (['nothing', 'jump-host'] as const).map((through) => ({ by, through })),
)

/** How a visit ended. */
export interface FaultEnd {
  readonly end: string
  /** The error's message. */
  readonly why: string
  /** The hop that the error names. */
  readonly hop: string | undefined
  /** A text that was proven. */
  readonly kept: Buffer | undefined
  /** What the device sent last. */
  readonly sent: Buffer
  readonly tookMs: number
  /** Passwords that reached the faulty side. */
  readonly passwords: number
  /** Connections that are still open 2 s after the visit is over. */
  readonly open: number
}

const login = { username: 'netbackup', password: 'Right-Horse-7', enableSecret: 'Enable-Horse-8' }
const keyPair = (() => {
  const privateKey = newHostKey()
  return { privateKey, publicKey: publicKeyOf(privateKey) }
})()
const otherKey = newHostKey()

const configs = Object.fromEntries(
  writers.map(({ platform, write }) => [
    platform,
    write({ hostname: 'edge1', number: 1, random: createRandom(1), vault: createVault('faults', 'edge1') }),
  ]),
) as Readonly<Record<FakePlatform, string>>

/** Visits a device with this fault, this way, and says how it ended. Anything but a DeviceError is a bug and is thrown. */
export async function visitFault(
  fault: DeviceFaultCase,
  {
    platform,
    way,
    budgets,
  }: { readonly platform: FakePlatform; readonly way: Way; readonly budgets: Partial<Budgets> },
): Promise<FaultEnd> {
  await using stack = new AsyncDisposableStack()
  const device = stack.use(await startDevice(platform))
  setFaults(device, fault)
  const hop = way.through === 'jump-host' ? stack.use(await startHop()) : undefined
  const to = await addressOf(fault.goesTo, device, stack)
  return await watch([device, ...(hop ? [hop] : [])], device, () =>
    visit({
      ...to,
      platform,
      credential: credentialOf(way, fault.visitor),
      hostKey: policyOf(fault.visitor, device),
      algorithms: fault.visitor === 'legacy-profile' ? 'legacy' : 'modern',
      jump: hop
        ? [{ ...addressOfDevice(hop), credential: credentialOf(way, undefined), hostKey: policyOf(undefined, hop) }]
        : [],
      budgets: { ...budgets, ...fault.limits },
    }),
  )
}

/** Visits a device in order behind a jump host with this fault. */
export async function visitBehindFault(
  fault: JumpFaultCase,
  {
    platform,
    way,
    budgets,
  }: { readonly platform: FakePlatform; readonly way: Way; readonly budgets: Partial<Budgets> },
): Promise<FaultEnd> {
  await using stack = new AsyncDisposableStack()
  const device = stack.use(await startDevice(platform))
  const hop = stack.use(await startHop())
  hop.setFault(...fault.faults)
  const jump: JumpHost = {
    ...(await addressOf(fault.goesTo, hop, stack)),
    credential: credentialOf(way, fault.visitor),
    hostKey: policyOf(fault.visitor, hop),
    budgets,
  }
  return await watch([device, hop], hop, () =>
    visit({
      ...addressOfDevice(device),
      platform,
      credential: credentialOf(way, undefined),
      hostKey: policyOf(undefined, device),
      jump: [jump],
      budgets,
    }),
  )
}

const startDevice = (platform: FakePlatform): Promise<FakeDevice> =>
  fakeDevice({ platform, hostname: 'edge1', ...login, config: configs[platform], publicKey: keyPair.publicKey })

const startHop = (): Promise<FakeDevice> =>
  fakeDevice({ platform: 'linux', hostname: 'hop', ...login, config: '', publicKey: keyPair.publicKey, forwards: true })

function setFaults(device: FakeDevice, { faults, cutAtPercent }: DeviceFaultCase): void {
  device.setFault(...faults, ...(cutAtPercent ? [cutOf(device, cutAtPercent)] : []))
}

/** The fault that cuts a device's configuration after so many hundredths of it. */
export const cutOf = (device: FakeDevice, { percent, ending }: DeviceFaultCase['cutAtPercent'] & {}): Fault => ({
  kind: 'cut-config',
  atByte: Math.floor((device.configAnswer().length * percent) / 100),
  ending,
  reads: 'every',
})

const addressOfDevice = ({ address, port }: FakeDevice) => ({ host: address, port })

async function addressOf(to: Destination = 'device', device: FakeDevice, stack: AsyncDisposableStack) {
  if (to === 'closed-port') await device.close()
  if (to === 'no-such-name') return { host: 'no-such-device.invalid', port: 22 }
  if (to === 'link-local') return { host: '169.254.169.254', port: 22 }
  if (to === 'black-hole') return { host: '127.0.0.1', port: stack.use(await openBlackHole()).port }
  return addressOfDevice(device)
}

function credentialOf({ by }: Way, visitor: Visitor | undefined): Credential {
  const isWrong = visitor === 'wrong-secret'
  const { username } = login
  if (by === 'key') return { username, privateKey: () => (isWrong ? otherKey : keyPair.privateKey) }
  return { username, password: () => (isWrong ? 'Wrong-Horse-9' : login.password) }
}

function policyOf(visitor: Visitor | undefined, device: FakeDevice): HostKeyPolicy {
  if (visitor === 'has-no-pin') return pinned([])
  if (visitor === 'knows-the-key') return pinned([device.fingerprint])
  if (visitor === 'knows-other-hosts') return knownHosts(`other.example ${publicKeyOf(otherKey)}\n`)
  if (visitor === 'knows-it-is-revoked') {
    return knownHosts(device.hostKeys.map((key) => `@revoked * ${publicKeyOf(key)}\n* ${publicKeyOf(key)}\n`).join(''))
  }
  const add =
    visitor === "can't-remember"
      ? () => Promise.reject(new DeviceError('host_key', 'the disk is full; no password was sent'))
      : async () => undefined
  return tofu({ find: async () => [], add })
}

type Reach = Parameters<typeof openSession>[0]

async function visit(reach: Reach): Promise<Buffer | undefined> {
  await using session = await openSession({ ...reach, enableSecret: () => login.enableSecret })
  const { complete, bytes, reason } = await session.getConfig('running') // read before the session is closed
  if (!complete.proven) throw new DeviceError('incomplete', reason)
  return bytes
}

async function watch(
  all: readonly FakeDevice[],
  faulty: FakeDevice,
  act: () => Promise<Buffer | undefined>,
): Promise<FaultEnd> {
  const started = performance.now()
  const told = (end: string, why: string, more: Partial<FaultEnd> = {}): FaultEnd => ({
    end,
    why,
    hop: undefined,
    kept: undefined,
    tookMs: performance.now() - started,
    sent: all[0]?.seen.lastConfigSent ?? Buffer.alloc(0),
    passwords: faulty.seen.passwords,
    open: 0,
    ...more,
  })
  const end = await act().then(
    (kept) => told('succeeded', '', { kept }),
    (error: unknown) => {
      if (error instanceof DeviceError) return told(error.kind, error.message, { hop: error.details.hop })
      throw error
    },
  )
  return { ...end, open: await stillOpen(all) }
}

const GOODBYE_MS = 2_000

async function stillOpen(all: readonly FakeDevice[]): Promise<number> {
  const open = () => all.reduce((sum, { seen }) => sum + seen.open, 0)
  for (const deadline = Date.now() + GOODBYE_MS; open() > 0 && Date.now() < deadline;) await sleep(10)
  return open()
}
