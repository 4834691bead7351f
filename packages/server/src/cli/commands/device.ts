import type { Device, HostKey, LogEntry, Run, Snapshot } from '@netraven/contract'
import { Command, Option } from 'commander'
import { acting, type Kit } from '../act.ts'
import type { Client } from '../client.ts'
import { findDevice } from '../find.ts'
import { startedRun } from '../follow-run.ts'
import type { Column } from '../print.ts'
import { deviceExportCommand, deviceImportCommand } from './device-files.ts'
import { deviceSetCommand } from './device-set.ts'
import { examples, repeated, transportOption, whole } from './option.ts'

export const deviceCommand = (kit: Kit): Command =>
  new Command('device')
    .description('the devices that NetRaven backs up')
    .addCommand(addCommand(kit))
    .addCommand(listCommand(kit))
    .addCommand(showCommand(kit))
    .addCommand(deviceSetCommand(kit))
    .addCommand(removeCommand(kit))
    .addCommand(backupCommand(kit))
    .addCommand(deviceImportCommand(kit))
    .addCommand(deviceExportCommand(kit))
    .addCommand(keysCommand(kit))
    .addCommand(acceptKeyCommand(kit))

interface AddOptions {
  readonly address: string
  readonly platform: string
  readonly port?: number
  readonly transport?: string
  readonly via?: string
  readonly title?: string
  readonly algorithms?: string
  readonly tag?: string[]
  readonly disabled?: boolean
}

const addCommand = (kit: Kit): Command =>
  new Command('add')
    .description('add a device')
    .argument('<hostname>', 'its name, also in the archive')
    .requiredOption('--address <host>', 'IP address or DNS name')
    .requiredOption('--platform <id>', 'see: netraven platforms')
    .addOption(whole('--port <n>', 'port (default: 22, 23 or 443, as the transport is)', 1, 65_535))
    .addOption(transportOption())
    .option('--via <device>', 'another device, by its hostname, that this one is reached through')
    .option('--title <text>', 'another spelling of its name')
    .addOption(
      new Option('--algorithms <profile>', 'how old its ciphers may be').choices(['modern', 'compatible', 'legacy']),
    )
    .addOption(repeated('--tag <name>', 'tag; may be repeated'))
    .option('--disabled', 'not visited until it is enabled')
    .option('--json', 'the device as JSON')
    .addHelpText(
      'after',
      examples(
        'device add core-sw1 --address 192.0.2.1 --platform cisco_ios --tag core',
        'device add bastion --address 192.0.2.9 --platform linux --disabled',
        'device add branch-fw1 --address 10.9.0.1 --platform fortinet --via bastion',
      ),
    )
    .action(
      acting<AddOptions, [string]>(kit, async ({ client, print, options }, hostname) => {
        const { tag: tags, disabled, address, platform, port, transport, via, title, algorithms } = options
        const reach = { address, platform, port, transport, via, algorithms }
        const body = { hostname, ...reach, title, tags, ...(disabled && { enabled: false }) }
        const made = await client.send<Device>('POST', '/devices', body)
        print.result(made, made.id)
      }),
    )

const columns: readonly Column<Device>[] = [
  { title: 'HOSTNAME', value: (device) => device.hostname },
  { title: 'ADDRESS', value: (device) => `${device.address}:${device.port}` },
  { title: 'PLATFORM', value: (device) => device.platform },
  { title: 'TAGS', value: (device) => device.tags.join(',') },
  { title: 'STATE', value: stateOf },
  { title: 'VERSION', value: (device) => device.facts?.version },
]

function stateOf(device: Device): string {
  if (device.held_reason) return 'held'
  return device.enabled ? 'enabled' : 'disabled'
}

const listCommand = (kit: Kit): Command =>
  new Command('list')
    .description('list devices')
    .option('--tag <name>', 'with this tag')
    .option('--platform <id>', 'of this platform')
    .option('--text <text>', 'with this in hostname, title or address')
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('device list --tag core', 'device list --json | jq -r ".items[].hostname"'))
    .action(
      acting<{ tag?: string; platform?: string; text?: string }, []>(
        kit,
        async ({ client, print, options: { tag, platform, text } }) => {
          const devices = await client.all<Device>('/devices', { tag, platform, text, sort: 'hostname' })
          const isFiltered = [tag, platform, text].some((wish) => wish !== undefined)
          print.list(
            devices,
            columns,
            isFiltered ? 'There is no such device' : 'There are no devices; "netraven device add" adds one',
          )
        },
      ),
    )

const showCommand = (kit: Kit): Command =>
  new Command('show')
    .description('show one device, its newest snapshot and what became of its last visit')
    .argument('<device>', 'hostname or id')
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('device show core-sw1'))
    .action(
      acting<object, [string]>(kit, async ({ client, print }, name) => {
        const device = await findDevice(client, name)
        const { snapshot, result } = await latestOf(client, device.id)
        const facts = Object.entries(device.facts ?? {}).filter(([fact]) => fact !== 'hostname')
        print.record(
          { ...device, latest_snapshot: snapshot, latest_result: result },
          {
            Hostname: device.hostname,
            Title: device.title,
            Address: `${device.address}:${device.port} (${device.transport}, ${device.algorithms})`,
            Via: device.via,
            Platform: device.platform,
            Tags: device.tags.join(', '),
            State: device.held_reason ?? stateOf(device),
            ...Object.fromEntries(facts.map(([fact, value]) => [capitalized(fact), value])),
            Snapshot: snapshot && `${snapshot.captured_at}, seen unchanged ${snapshot.verified_at}`,
            'Last visit': result && `${result.at}  ${result.level}  ${result.message}`,
            Id: device.id,
          },
        )
      }),
    )

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** Is there a backup, and how did the last visit end? */
async function latestOf(
  client: Client,
  deviceId: string,
): Promise<{ snapshot: Snapshot | null; result: LogEntry | null }> {
  const newest = { device_id: deviceId, limit: 1 }
  const snapshots = await client.get<{ items: Snapshot[] }>('/snapshots', { ...newest, artifact: 'running-config' })
  const results = await client.get<{ items: LogEntry[] }>('/logs', { ...newest, category: 'result' })
  return { snapshot: snapshots.items[0] ?? null, result: results.items[0] ?? null }
}

const removeCommand = (kit: Kit): Command =>
  new Command('rm')
    .description('remove a device; its snapshots stay')
    .argument('<device>', 'hostname or id')
    .addHelpText('after', examples('device rm core-sw1'))
    .action(
      acting<object, [string]>(kit, async ({ client, print }, name) => {
        const { id, hostname } = await findDevice(client, name)
        await client.send('DELETE', `/devices/${id}`)
        print.say(`removed ${hostname}`)
      }),
    )

const backupCommand = (kit: Kit): Command =>
  new Command('backup')
    .description('back these devices up now; exit 5 if some failed')
    .argument('<device...>', 'hostnames or ids')
    .option('--detach', 'print the id of the run and leave')
    .option('--json', 'events as JSON, one a line')
    .addHelpText('after', examples('device backup core-sw1 edge-r2'))
    .action(
      acting<{ detach?: boolean }, [string[]]>(
        kit,
        async (scene, names) => {
          const ids: string[] = []
          for (const name of names) ids.push((await findDevice(scene.client, name)).id)
          return startedRun(scene, await scene.client.send<Run>('POST', '/runs', { device_ids: ids }))
        },
        { work: ({ detach }) => !detach },
      ),
    )

const keysCommand = (kit: Kit): Command =>
  new Command('keys')
    .description('show the host keys of a device')
    .argument('<device>', 'hostname or id')
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('device keys core-sw1'))
    .action(
      acting<object, [string]>(kit, async ({ client, print }, name) => {
        const { id } = await findDevice(client, name)
        const { items } = await client.get<{ items: HostKey[] }>(`/devices/${id}/host-keys`)
        print.list(items, keyColumns, 'It was never visited')
      }),
    )

const keyColumns: readonly Column<HostKey>[] = [
  { title: 'STATE', value: (key) => key.state },
  { title: 'ENDPOINT', value: (key) => key.endpoint },
  { title: 'ALGORITHM', value: (key) => key.algorithm },
  { title: 'FINGERPRINT', value: (key) => key.fingerprint },
  { title: 'SEEN', value: (key) => key.created_at },
]

const acceptKeyCommand = (kit: Kit): Command =>
  new Command('accept-key')
    .description('trust the host key that a held device offers now')
    .argument('<device>', 'hostname or id')
    .argument('<fingerprint>', 'SHA256:… as the device’s owner says it')
    .addHelpText('after', examples('device accept-key core-sw1 SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU'))
    .action(
      acting<object, [string, string]>(kit, async ({ client, print }, name, fingerprint) => {
        const { id, hostname } = await findDevice(client, name)
        await client.send('POST', `/devices/${id}/host-keys/accept`, { fingerprint })
        print.say(`${hostname} is trusted with ${fingerprint} and will be visited again`)
      }),
    )
