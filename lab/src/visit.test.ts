import { type HostKeyStore, openSession, tofu, type StoredHostKey } from '@netraven/device'
import { expect, it } from 'vitest'
import type { LabDevice } from './lab.ts'
import { startLab } from './start-lab.ts'

const noKeys = (): HostKeyStore => {
  const keys: StoredHostKey[] = []
  return { find: async () => keys, add: async (_, key) => void keys.push(key) }
}

it.each(['cisco_ios', 'juniper_junos', 'mikrotik_routeros', 'linux', 'frr'])(
  'lets NetRaven read a %s device whole, byte for byte, and what it is',
  async (platform) => {
    await using lab = await startLab()
    const device = lab.devices.find((candidate) => candidate.platform === platform) as LabDevice
    const { username, password, enableSecret } = lab.credential
    await using session = await openSession({
      host: device.address,
      port: device.port,
      platform,
      credential: { username, password: () => password },
      enableSecret: () => enableSecret,
      hostKey: tofu(noKeys()),
    })
    const { text, complete } = await session.getConfig('running')
    expect(complete.proven).toBe(true)
    expect(text).toBe(device.seen.lastConfigSent.toString())
    expect(await session.facts()).toMatchObject({ hostname: device.hostname, version: expect.any(String) })
  },
)
