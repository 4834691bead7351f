import {
  DeviceError,
  openSession,
  pinned,
  tofu,
  type Budgets,
  type HostKeyStore,
  type StoredHostKey,
} from '@netraven/device'
import { describe, expect, it } from 'vitest'
import { writers } from '../configs/writers.ts'
import type { Lab, LabDevice } from '../lab.ts'
import { startLab } from '../start-lab.ts'
import { cutCases, deviceFaults, type DeviceFaultCase } from './device-faults.ts'

const longestBudgetMs = 3_000
const graceMs = 2_000
/** Short enough for a test, long enough for two busy cores. */
const budgets: Partial<Budgets> = {
  keyExchangeMs: 1_500,
  authMs: 1_500,
  idleMs: longestBudgetMs,
  outputBytes: 4_000_000,
}

const emptyStore = (keys: StoredHostKey[] = []): HostKeyStore => ({
  find: async () => keys,
  add: async (_, key) => void keys.push(key),
})

async function visit(lab: Lab, device: LabDevice, { visitor, portClosed }: DeviceFaultCase) {
  const { username, password, enableSecret } = lab.credential
  await using session = await openSession({
    host: device.address,
    port: portClosed ? 1 : device.port,
    platform: device.platform,
    credential: { username, password: () => (visitor === 'wrong-password' ? 'not this one' : password) },
    enableSecret: () => enableSecret,
    hostKey: visitor === 'knows-the-key' ? pinned([device.fingerprint]) : tofu(emptyStore()),
    budgets,
  })
  return await session.getConfig('running') // read before the session is closed
}

/** How a visit ended, and how long it took. Anything but a DeviceError is a bug and is thrown. */
async function endOf(lab: Lab, device: LabDevice, fault: DeviceFaultCase) {
  const started = performance.now()
  const took = () => performance.now() - started
  try {
    const { complete, text } = await visit(lab, device, fault)
    return {
      end: complete.proven ? 'succeeded' : 'incomplete',
      kept: complete.proven ? text : undefined,
      tookMs: took(),
    }
  } catch (error) {
    if (error instanceof DeviceError) return { end: error.kind, kept: undefined, tookMs: took() }
    throw error
  }
}

/** Before the shell all platforms are alike, so one of them waits for the budgets there. */
const isAlike = ({ budget }: DeviceFaultCase): boolean => budget === 'key-exchange' || budget === 'auth'

const cases = writers.flatMap(({ platform }, at) => [
  ...deviceFaults
    .filter((fault) => (fault.platforms?.includes(platform) ?? true) && (at === 0 || !isAlike(fault)))
    .map((fault) => ({ platform, fault })),
  ...cutCases(platform, 700).map((fault) => ({ platform, fault })),
])

describe.concurrent.each(cases)('$platform device that $fault.name', ({ platform, fault }) => {
  it(`ends as ${fault.ends}, in time`, async () => {
    await using lab = await startLab()
    const device = lab.devices.find((candidate) => candidate.platform === platform) as LabDevice
    device.setFault(...fault.faults)
    const { end, kept, tookMs } = await endOf(lab, device, fault)
    expect(end).toBe(fault.ends)
    expect(kept).toBe(end === 'succeeded' ? device.seen.lastConfigSent.toString() : undefined)
    expect(tookMs).toBeLessThan(longestBudgetMs + graceMs)
    expect(device.seen.passwords).toBeLessThanOrEqual(fault.passwordsAtMost ?? 1)
  })
})
