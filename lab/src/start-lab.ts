import { fakeDevice, type FakeDevice, type FakeDeviceOptions } from '@netraven/device/testing'
import type { ConfigWriter } from './configs/device-plan.ts'
import { writers } from './configs/writers.ts'
import type { Lab, LabChange, LabDevice, LabOptions } from './lab.ts'
import { createRandom } from './random.ts'
import { createVault, newSecretSeed, type PlantedSecret } from './secrets/vault.ts'

interface Place {
  readonly writer: ConfigWriter
  readonly hostname: string
  /** From 1. */
  readonly number: number
}

/** Starts devices on loopback, each with a realistic configuration full of secrets that nobody has seen before.
 *  @example
 *  await using lab = await startLab({ devices: 10 })
 *  lab.change('core-sw1') */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const secretSeed = options.secretSeed ?? newSecretSeed()
  const logins = createVault(secretSeed, 'logins')
  const credential = { username: 'netbackup', password: logins.password(), enableSecret: logins.password() }
  const places = Array.from({ length: options.devices ?? writers.length }, (_, at) => placeOf(at))
  const started = await Promise.all(places.map((place) => startDevice(place, { ...options, secretSeed }, credential)))
  const edits: Record<string, number> = {}
  const find = (hostname: string) => {
    const found = started.find(({ device }) => device.hostname === hostname)
    if (!found)
      throw new Error(`The lab has no device "${hostname}", only ${places.map((place) => place.hostname).join(', ')}`)
    return found
  }
  const close = async (): Promise<void> => {
    await Promise.all(started.map(({ device }) => device.close()))
  }
  const change = (hostname: string): LabChange => {
    const { device, writer } = find(hostname)
    edits[hostname] = (edits[hostname] ?? 0) + 1
    const { config, added } = writer.edit(device.config, edits[hostname])
    device.config = config
    return { hostname, added }
  }
  for (const [hostname, count] of Object.entries(options.edits ?? {})) {
    for (let edit = 0; edit < count; edit++) change(hostname)
  }
  return {
    devices: started.map(({ device }) => device),
    secrets: started.flatMap(({ secrets }) => secrets),
    credential,
    secretSeed,
    edits,
    device: (hostname) => find(hostname).device,
    inventoryCsv: () => inventoryOf(started.map(({ device }) => device)),
    change,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Five platforms in turn: core-sw1, edge-mx1, …, core-sw2, … */
function placeOf(at: number): Place {
  const writer = writers[at % writers.length] ?? writers[0]
  return { writer, hostname: `${writer.role}${Math.floor(at / writers.length) + 1}`, number: at + 1 }
}

async function startDevice(
  { writer, hostname, number }: Place,
  options: LabOptions & { readonly secretSeed: string },
  credential: Lab['credential'],
): Promise<{ device: LabDevice; writer: ConfigWriter; secrets: readonly PlantedSecret[] }> {
  const random = createRandom((options.seed ?? 1) * 100_003 + number)
  const vault = createVault(options.secretSeed, hostname)
  const hostKeys = options.hostKeys?.[hostname]
  const settings: FakeDeviceOptions = {
    platform: writer.platform,
    hostname,
    ...credential,
    config: writer.write({ hostname, number: (number % 250) + 1, random, vault }),
    port: options.portBase === undefined ? 0 : options.portBase + number - 1,
    facts: { serial: `LAB${String(random.int(0, 99_999_999)).padStart(8, '0')}` },
    ...(hostKeys && { hostKeys }),
  }
  const device = await backOnPort(settings, options.ports?.[hostname] ?? settings.port)
  return { device: Object.assign(device, { tags: writer.tags }), writer, secrets: vault.planted }
}

/** On this port, else as the settings say. */
async function backOnPort(settings: FakeDeviceOptions, port: number | undefined): Promise<FakeDevice> {
  try {
    return await fakeDevice({ ...settings, ...(port !== undefined && { port }) })
  } catch (error) {
    if (port === settings.port || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return fakeDevice(settings)
  }
}

function inventoryOf(devices: readonly LabDevice[]): string {
  const rows = devices.map(({ hostname, address, port, platform, tags }) =>
    [hostname, address, port, platform, ['lab', ...tags].join(';')].join(','),
  )
  return `${['hostname,address,port,platform,tags', ...rows].join('\n')}\n`
}
