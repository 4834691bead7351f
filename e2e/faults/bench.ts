import { fakeDevice, type FakeDevice } from '@netraven/device/testing'
import { createDatabase } from '../support/database.ts'
import { createInstallation, type Installation } from '../support/installation.ts'
import type { Program } from '../support/program.ts'
import { timings } from './kill-points.ts'

export type Size = 'embedded' | 'postgres'

/** One NetRaven and one switch that knows exactly what it sent: what kill trials are made on. */
export interface Bench extends AsyncDisposable {
  readonly size: Size
  readonly timing: (typeof timings)[keyof typeof timings]
  readonly netraven: Installation
  readonly device: FakeDevice
  readonly jobId: string
  /** Starts the process that plays this role, after the one before it has gone; with a failpoint if one is given. */
  start(role: 'worker' | 'scheduler', failpoint?: string): Promise<Program>
}

const login = { username: 'backup', password: 'bench-password-7' }
const enableSecret = 'bench-enable-7'

export async function createBench(size: Size, timing: keyof typeof timings = 'short'): Promise<Bench> {
  const device = await fakeDevice({
    platform: 'cisco_ios',
    hostname: 'sw1',
    ...login,
    enableSecret,
    config: baseConfig,
  })
  const { env } = timings[timing]
  const netraven = await createInstallation({
    env,
    ...(size === 'postgres' ? { databaseUrl: await createDatabase() } : {}),
  })
  const start = (role: 'worker' | 'scheduler', failpoint?: string) => startRole(netraven, size, role, failpoint)
  if (size === 'postgres') {
    await netraven.start('api', 'api')
    await netraven.ready()
    await start('scheduler')
  }
  await start('worker')
  await netraven.call('POST', '/credentials', { name: 'bench', ...login, enable_secret: enableSecret })
  const { hostname, address, port, platform } = device
  await netraven.call('POST', '/devices', { hostname, address, port, platform })
  const { id: jobId } = await netraven.call('POST', '/jobs', { name: 'nightly', all_devices: true })
  return {
    size,
    timing: timings[timing],
    netraven,
    device,
    jobId,
    start,
    async [Symbol.asyncDispose]() {
      await netraven.stop()
      await device.close()
    },
  }
}

/** Embedded, every role is the one process `serve`. */
async function startRole(netraven: Installation, size: Size, role: string, failpoint?: string): Promise<Program> {
  const name = size === 'embedded' ? 'serve' : role
  const before = netraven.processes.get(name)
  if (before && before.child.exitCode === null && before.child.signalCode === null) await before.kill('SIGTERM')
  const program = await netraven.start(name, name, failpoint ? { failpoints: `${failpoint}=kill` } : {})
  if (size === 'embedded') await netraven.ready()
  return program
}

const baseConfig = `!
version 17.9
service password-encryption
!
hostname sw1
!
enable secret 9 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfo6
!
username backup privilege 15 secret 9 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfo7
!
interface GigabitEthernet0/1
 description uplink
 switchport mode trunk
!
snmp-server community Yk3-bench-ro RO
line vty 0 4
 password 7 070C285F4D06
 login
!
end
`
