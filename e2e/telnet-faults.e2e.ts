import { describe, it } from 'vitest'
import { DEFAULT_BUDGETS, DeviceError, openSession, tofu } from '@netraven/device'
import { cutOf, deviceFaults, limitMs, shortBudgets, type DeviceFaultCase } from '../lab/src/index.ts'
import { fakeDevice, type FakeDevice, type FakePlatform, type Fault } from '../packages/device/src/testing/index.ts'

const budgets = { ...DEFAULT_BUDGETS, ...shortBudgets }
const login = { username: 'netbackup', password: 'Right-Horse-7', enableSecret: 'Enable-Horse-8' }
const lines = Array.from({ length: 300 }, (_, at) => `vlan ${at + 1}`).join('\n')
const configs: Partial<Record<FakePlatform, string>> = {
  cisco_ios: `!\nversion 17.9\nhostname edge1\n!\n${lines}\n!\nend\n`,
  frr: `!\nfrr version 8.4.4\nhostname edge1\n!\n${lines}\n!\nend\n`,
}

/** Faults that need SSH: its handshake, channels, exit statuses and files. A device that never hangs up keeps its own end
 *  open here, whatever is done at the other one. */
const OF_SSH: ReadonlySet<Fault['kind']> = new Set([
  ...(['other-host-key', 'only-offers', 'legacy-algorithms', 'partial-success', 'auth-banner', 'no-shell'] as const),
  ...(['opens-channels', 'rekeys', 'not-ssh', 'forward', 'cut-file', 'endless-file', 'no-sftp', 'exit'] as const),
  ...(['slow-greeting', 'breaks-off', 'never-hangs-up'] as const),
])

const isOverTelnet = ({ faults, goesTo, visitor, platforms }: DeviceFaultCase): boolean =>
  faults.every(({ kind }) => !OF_SSH.has(kind)) &&
  goesTo === undefined &&
  (visitor === undefined || visitor === 'wrong-secret') &&
  (platforms === undefined || platforms.some((platform) => configs[platform] !== undefined))

const cases = deviceFaults.filter(isOverTelnet).map((fault, number) => {
  const possible = (Object.keys(configs) as FakePlatform[]).filter((one) => fault.platforms?.includes(one) ?? true)
  const platform = possible[number % possible.length] as FakePlatform
  return { ...fault, platform, ends: endOverTelnet(fault) }
})

/** Who hangs up right after the password has refused it, as far as anybody can tell; who says nothing behind it is silent. */
function endOverTelnet({ faults, ends }: DeviceFaultCase): DeviceFaultCase['ends'] {
  if (faults.some(({ kind }) => kind === 'close-after-login')) return 'auth'
  return faults.some(({ kind }) => kind === 'no-prompt') ? 'timeout' : ends
}

describe.concurrent('a visit over Telnet to a device that', () => {
  it.for(cases)('$name ends as $ends ($platform)', async (fault, { expect }) => {
    await using device = await fakeDevice({
      platform: fault.platform,
      transport: 'telnet',
      hostname: 'edge1',
      config: configs[fault.platform] ?? '',
      ...login,
    })
    device.setFault(...fault.faults, ...(fault.cutAtPercent ? [cutOf(device, fault.cutAtPercent)] : []))
    const started = performance.now()

    const end = await visit(device, fault)

    expect(end).toBe(fault.ends)
    expect(performance.now() - started).toBeLessThan(limitMs(fault, budgets))
    expect(device.seen.passwords).toBeLessThanOrEqual(1)
    await expect.poll(() => device.seen.open, { timeout: 2_000 }).toBe(0)
  })
})

/** How a visit ends: a text that was proven is the one that was sent. */
async function visit(device: FakeDevice, fault: (typeof cases)[number]): Promise<string> {
  try {
    await using session = await openSession({
      host: device.address,
      port: device.port,
      transport: 'telnet',
      platform: fault.platform,
      credential: {
        username: login.username,
        password: () => (fault.visitor === 'wrong-secret' ? 'Wrong-Horse-9' : login.password),
      },
      enableSecret: () => login.enableSecret,
      hostKey: tofu({ find: async () => [], add: async () => undefined }),
      budgets: { ...budgets, ...fault.limits },
    })
    const { complete, bytes } = await session.getConfig()
    if (!complete.proven) return 'incomplete'
    return bytes.equals(device.seen.lastConfigSent) ? 'succeeded' : 'another text than was sent'
  } catch (error) {
    if (error instanceof DeviceError) return error.kind
    throw error
  }
}
