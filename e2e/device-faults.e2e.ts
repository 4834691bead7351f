import { afterAll, beforeAll, describe, it } from 'vitest'
import { deviceFaults, type DeviceFaultCase, type FaultBudget } from '../lab/src/index.ts'
import { fakeDevice, type FakeDevice, type FakePlatform } from '../packages/device/src/testing/index.ts'
import { login, openPipeline, type Pipeline } from '../packages/server/src/wiring/testing/pipeline.ts'

/** Limits of a visit, ms and bytes: short, so that what they end, they end soon. */
const budgets = {
  connectMs: 1_000,
  keyExchangeMs: 1_500,
  authMs: 1_500,
  idleMs: 1_500,
  outputBytes: 4_000_000,
  lineBytes: 1_000_000,
}
/** When a visit that this limit ends must be over, 2 s more than the limit; a text of many bytes takes a while to come. */
const budgetMs: Record<FaultBudget, number> = {
  connect: budgets.connectMs,
  'key-exchange': budgets.keyExchangeMs,
  auth: budgets.authMs,
  idle: 2 * budgets.idleMs, // without a prompt there is one more try
  bytes: 8_000,
  none: 4_000,
}
/** A prompt that may have changed is asked for three times, 1 s each, in both tries. */
const NUDGES_MS = 6_000
const SLACK_MS = 2_000

const limitMs = ({ budget, faults }: DeviceFaultCase): number =>
  budgetMs[budget] + (faults.some(({ kind }) => kind === 'prompt-changes') ? NUDGES_MS : 0) + SLACK_MS

const configs: Record<FakePlatform, string> = {
  cisco_ios: '!\nversion 17.9\nhostname edge1\n!\nline vty 0 4\n login\n!\nend\n',
  juniper_junos:
    '## Last commit: 2026-11-20 09:12:44 UTC by oper\nversion 22.4R3;\nsystem {\n    host-name edge1;\n}\n',
  mikrotik_routeros: '/interface bridge\nadd name=bridge1\n/system identity\nset name=edge1\n',
  linux:
    '### /etc/network/interfaces\nauto lo\n### /etc/hosts\n127.0.0.1 edge1\n### /etc/resolv.conf\nsearch a.example\n',
  frr: '!\nfrr version 8.4.4\nhostname edge1\n!\nend\n',
}
const platforms = Object.keys(configs) as FakePlatform[]

const cases = deviceFaults.flatMap((fault, number) =>
  (fault.platforms ?? platforms).map((platform) => ({
    ...fault,
    platform,
    hostname: `f${number}-${platform.replace(/_.*/, '')}`,
  })),
)

describe.concurrent('a backup of a device that', () => {
  let at: Pipeline
  let worker: AsyncDisposable
  beforeAll(async () => {
    at = await openPipeline('pglite', { 'job.max_parallel': 50 })
    worker = at.startWorker(() => ({
      budgets: () => budgets,
      retry: () => ({ retries: 0, backoffS: 0.1, multiplier: 1, maxS: 1 }),
    }))
  })
  afterAll(async () => {
    await worker?.[Symbol.asyncDispose]()
    await at?.[Symbol.asyncDispose]()
  })

  it.for(cases)('$name ends as $ends ($platform)', async (fault, { expect }) => {
    await using device = await start(fault)
    const row = await at.onboard(device)
    const isWrong = fault.visitor === 'wrong-password'
    await at.credential({ password: isWrong ? 'Wrong-Horse-9' : login.password, tags: [device.hostname] })
    const before = await prepare(at, fault, device, row)

    const run = await at.ended(await at.enqueue([row]))

    const target = await at.target(run)
    const end = target.status === 'SUCCEEDED' ? 'succeeded' : target.errorCode
    expect({ end, why: target.errorMessage }).toMatchObject({ end: fault.ends })
    expect(target.endedAt!.getTime() - target.startedAt!.getTime()).toBeLessThan(limitMs(fault))
    expect(device.seen.passwords - before).toBeLessThanOrEqual(fault.passwordsAtMost ?? 2)
    expect(await at.snapshots(row)).toHaveLength(fault.ends === 'succeeded' || before > 0 ? 1 : 0)
    await expect.poll(() => device.seen.open, { timeout: 2_000 }).toBe(0)
  })
})

const start = ({ platform, hostname, faults, visitor }: (typeof cases)[number]): Promise<FakeDevice> =>
  fakeDevice({
    platform,
    hostname,
    ...login,
    config: configs[platform],
    faults: visitor === 'knows-the-key' ? [] : faults,
  })

/** Brings about what the case says was before; gives how many passwords the device has seen by then. */
async function prepare(
  at: Pipeline,
  { portClosed, visitor, faults }: DeviceFaultCase,
  device: FakeDevice,
  row: Awaited<ReturnType<Pipeline['onboard']>>,
): Promise<number> {
  if (portClosed) await device.close()
  if (visitor !== 'knows-the-key') return 0
  await at.ended(await at.enqueue([row]))
  device.setFault(...faults)
  return device.seen.passwords
}
