import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { DEFAULT_BUDGETS } from '@netraven/device'
import { cutOf, deviceFaults, limitMs, shortBudgets, type DeviceFaultCase } from '../lab/src/index.ts'
import { fakeDevice, type FakeDevice, type FakePlatform } from '../packages/device/src/testing/index.ts'
import { seedOf } from './faults/sample.ts'
import { login, openPipeline, type Pipeline } from '../packages/server/src/wiring/testing/pipeline.ts'

/** Limits of a visit, ms and bytes: short, so that what they end, they end soon. */
const budgets = { ...DEFAULT_BUDGETS, ...shortBudgets, connectMs: 1_000 }

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

/** What an installation can meet: it has no visitors with a memory or a network of their own. */
const isMet = ({ visitor = 'newcomer', goesTo = 'device', limits }: DeviceFaultCase): boolean =>
  ['newcomer', 'wrong-secret', 'knows-the-key'].includes(visitor) &&
  ['device', 'closed-port'].includes(goesTo) &&
  limits === undefined

const seed = process.env['NETRAVEN_SEED'] ?? randomUUID()
const turn = seedOf(seed) % platforms.length

/** Each fault on one platform, another one in the next run. */
const cases = deviceFaults.filter(isMet).map((fault, number) => {
  const possible = fault.platforms ?? platforms
  const platform = possible[(number + turn) % possible.length] as FakePlatform
  return { ...fault, platform, hostname: `f${number}-${platform.replace(/_.*/, '')}` }
})

describe.concurrent(`a backup (NETRAVEN_SEED=${seed}) of a device that`, () => {
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
    const isWrong = fault.visitor === 'wrong-secret'
    await at.credential({ password: isWrong ? 'Wrong-Horse-9' : login.password, tags: [device.hostname] })
    const before = await prepare(at, fault, device, row)

    const run = await at.ended(await at.enqueue([row]))

    const target = await at.target(run)
    const end = target.status === 'SUCCEEDED' ? 'succeeded' : target.errorCode
    expect({ end, why: target.errorMessage }).toMatchObject({ end: fault.ends })
    expect(target.endedAt!.getTime() - target.startedAt!.getTime()).toBeLessThan(2 * limitMs(fault, budgets)) // without a prompt there is one more try
    expect(device.seen.passwords - before).toBeLessThanOrEqual(fault.passwordsAtMost ?? 2)
    expect(await at.snapshots(row)).toHaveLength(fault.ends === 'succeeded' || before > 0 ? 1 : 0)
    await expect.poll(() => device.seen.open, { timeout: 2_000 }).toBe(0)
  })
})

async function start({
  platform,
  hostname,
  faults,
  visitor,
  cutAtPercent,
}: (typeof cases)[number]): Promise<FakeDevice> {
  const device = await fakeDevice({ platform, hostname, ...login, config: configs[platform] })
  if (cutAtPercent) device.setFault(...faults, cutOf(device, cutAtPercent))
  else if (visitor !== 'knows-the-key') device.setFault(...faults)
  return device
}

/** Brings about what the case says was before; gives how many passwords the device has seen by then. */
async function prepare(
  at: Pipeline,
  { goesTo, visitor, faults }: DeviceFaultCase,
  device: FakeDevice,
  row: Awaited<ReturnType<Pipeline['onboard']>>,
): Promise<number> {
  if (goesTo === 'closed-port') await device.close()
  if (visitor !== 'knows-the-key') return 0
  await at.ended(await at.enqueue([row]))
  device.setFault(...faults)
  return device.seen.passwords
}
