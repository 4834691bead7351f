import { DeviceError, type HostKey, type HostKeyPolicy, tofu } from '@netraven/device'
import type { Database } from '../db/database.ts'
import { systemCaller } from '../store/caller.ts'
import type { Device, DeviceStore } from '../store/devices.ts'
import type { HostKeyStore } from '../store/host-keys.ts'
import type { Run } from '../store/runs.ts'

export interface HostKeyParts {
  readonly db: Database
  readonly devices: DeviceStore
  readonly hostKeys: HostKeyStore
}

const who = systemCaller('worker')

/** Pins the key of a first contact to the device. Another key later is refused before any password is sent; it is kept
 *  for an admin to look at, and the device is held until that admin accepts it. */
export function hostKeyPolicy(parts: HostKeyParts, device: Device, run: Run): HostKeyPolicy {
  const endpoint = `[${device.address}]:${device.port}`
  const rowOf = (key: HostKey) => ({
    deviceId: device.id,
    endpoint,
    algorithm: key.type,
    publicKey: key.base64,
    fingerprint: key.fingerprint,
    runId: run.id,
  })
  const firstContact = tofu({
    find: async () =>
      (await parts.hostKeys.pinned(device.id, endpoint)).map((key) => ({ type: key.algorithm, base64: key.publicKey })),
    add: async (_address, key) => {
      const inForce = await parts.hostKeys.pinFirst(who, rowOf(key))
      if (inForce.publicKey !== key.base64)
        throw new DeviceError('host_key', `${device.hostname} showed two host keys in one moment; no password was sent`)
    },
  })
  return {
    knownTypes: firstContact.knownTypes,
    async judge(address, key) {
      const verdict = await firstContact.judge(address, key)
      if (!verdict.trusted) await holdDevice(parts, device, rowOf(key))
      return verdict
    },
  }
}

const holdDevice = (
  parts: HostKeyParts,
  device: Device,
  offered: Parameters<HostKeyStore['offer']>[1],
): Promise<void> =>
  parts.db.transaction(async () => {
    await parts.hostKeys.offer(who, offered)
    const accept = `netraven device accept-key ${device.hostname} ${offered.fingerprint}`
    const reason = `held: ${device.hostname} offered another host key (${offered.fingerprint}). If the device was replaced: ${accept}`
    await parts.devices.hold(who, device.id, reason)
  })
