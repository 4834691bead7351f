import { fakeDevice, type FakeDevice, type FakeDeviceOptions } from '@netraven/device/testing'
import { v7 as uuid } from 'uuid'
import { createSealCredential } from '../../credentials/seal-input.ts'
import { systemCaller } from '../../store/caller.ts'
import type { Credential } from '../../store/credentials.ts'
import type { Device } from '../../store/devices.ts'
import type { Ground } from '../ground.ts'

export const test = systemCaller('test')
export const login = { username: 'netbackup', password: 'Right-Horse-1', enableSecret: 'Enable-Horse-2' }

/** Devices that run, and what NetRaven knows of them. */
export interface Fleet {
  /** A Cisco switch unless `options` say otherwise. It ends with the fleet. */
  startDevice(options?: Partial<FakeDeviceOptions>): Promise<FakeDevice>
  /** Takes a device into the inventory, under a tag that is its host name. */
  onboard(device: Onboarded, more?: { readonly algorithms?: Device['algorithms'] }): Promise<Device>
  /** A credential for the devices of these tags; without tags for all. */
  credential(input: CredentialWish): Promise<Credential>
  /** A switch in the inventory that opens to a credential of its own. */
  standardDevice(options?: Partial<FakeDeviceOptions>): Promise<{ device: FakeDevice; row: Device }>
}

interface CredentialWish {
  readonly password: string
  readonly enableSecret?: string
  readonly tags?: readonly string[]
  readonly priority?: number
}

type Onboarded = Pick<FakeDevice, 'hostname' | 'address' | 'port' | 'platform'>

const configOf = (hostname: string): string => `!
version 17.9
hostname ${hostname}
!
username oper privilege 15 password 0 Plain-Secret-77
!
interface GigabitEthernet0/1
 description uplink
!
snmp-server community Yk3-community-ro RO
!
line vty 0 4
 login
!
end
`

export function createFleet({ stores, keyring }: Ground, devices: AsyncDisposableStack): Fleet {
  const seal = createSealCredential(keyring)
  let number = 0
  const fleet: Fleet = {
    async startDevice(options = {}) {
      const hostname = options.hostname ?? `sw${++number}`
      const config = configOf(hostname)
      return devices.use(await fakeDevice({ platform: 'cisco_ios', ...login, config, ...options, hostname }))
    },
    async onboard({ hostname, address, port, platform }, { algorithms = 'modern' } = {}) {
      await stores.tags.ensure(test, [hostname])
      const common = { transport: 'ssh', enabled: true, tags: [hostname] } as const
      return stores.devices.create(test, { hostname, address, port, platform, algorithms, ...common })
    },
    async credential({ password, enableSecret = login.enableSecret, tags = [], priority = 100 }) {
      const id = uuid()
      await stores.tags.ensure(test, tags)
      const sealed = await seal(id, { password, enableSecret })
      const facts = { id, name: `credential ${++number}`, username: login.username, priority, tags }
      return stores.credentials.create(test, { ...facts, ...sealed })
    },
    async standardDevice(options) {
      const device = await fleet.startDevice(options)
      const row = await fleet.onboard(device)
      await fleet.credential({ password: login.password, tags: [device.hostname] })
      return { device, row }
    },
  }
  return fleet
}
