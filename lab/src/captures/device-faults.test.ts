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

/** Short enough for a test, long enough for two busy cores. */
const budgets: Partial<Budgets> = { keyExchangeMs: 1_500, authMs: 1_500, idleMs: 1_500, outputBytes: 4_000_000 }
const graceMs = 2_000

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

/** `succeeded`, or the kind of the error. Anything but a DeviceError is a bug and is thrown. */
async function endOf(lab: Lab, device: LabDevice, fault: DeviceFaultCase): Promise<string> {
  try {
    const { complete, text } = await visit(lab, device, fault)
    if (complete.proven) expect(text).toBe(device.seen.lastConfigSent.toString())
    return complete.proven ? 'succeeded' : 'incomplete'
  } catch (error) {
    if (error instanceof DeviceError) return error.kind
    throw error
  }
}

const cases = writers.flatMap(({ platform }) => [
  ...deviceFaults
    .filter(({ platforms }) => platforms?.includes(platform) ?? true)
    .map((fault) => ({ platform, fault })),
  ...cutCases(platform, 700).map((fault) => ({ platform, fault })),
])

describe.concurrent.each(cases)('$platform device that $fault.name', ({ platform, fault }) => {
  it(`ends as ${fault.ends}, in time`, async () => {
    await using lab = await startLab()
    const device = lab.devices.find((candidate) => candidate.platform === platform) as LabDevice
    device.setFault(...fault.faults)
    const started = performance.now()
    expect(await endOf(lab, device, fault)).toBe(fault.ends)
    if (fault.budget !== 'none') expect(performance.now() - started).toBeLessThan(1_500 + graceMs)
    expect(device.seen.passwords).toBeLessThanOrEqual(fault.passwordsAtMost ?? 1)
  })
})
