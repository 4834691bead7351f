import { Command, Option } from 'commander'
import { acting, type Kit } from '../act.ts'
import { findDevice } from '../find.ts'
import { enabledOption, sendChange, yes } from './change.ts'
import { examples, repeated, transportOption, whole } from './option.ts'

interface SetOptions {
  readonly hostname?: string
  readonly address?: string
  readonly port?: number
  readonly transport?: string
  readonly via?: string
  readonly platform?: string
  readonly title?: string
  readonly algorithms?: string
  readonly tag?: string[]
  readonly enabled?: string
}

export const deviceSetCommand = (kit: Kit): Command =>
  new Command('set')
    .description('change a device; a new hostname is a commit in the archive')
    .argument('<device>', 'hostname or id')
    .option('--hostname <name>', 'another name')
    .option('--address <host>', 'IP address or DNS name')
    .addOption(whole('--port <n>', 'port', 1, 65_535))
    .addOption(transportOption())
    .option('--via <device>', 'another device that it is reached through; "none" for the direct way')
    .option('--platform <id>', 'see: netraven platforms')
    .option('--title <text>', 'another spelling of its name')
    .addOption(
      new Option('--algorithms <profile>', 'how old its ciphers may be').choices(['modern', 'compatible', 'legacy']),
    )
    .addOption(repeated('--tag <name>', 'these tags instead of those it has; may be repeated'))
    .addOption(enabledOption('whether it is visited'))
    .option('--json', 'the device as JSON')
    .addHelpText(
      'after',
      examples('device set core-sw1 --algorithms legacy', 'device set core-sw1 --hostname core-sw2'),
    )
    .action(
      acting<SetOptions, [string]>(kit, async (scene, name) => {
        const { id, hostname } = await findDevice(scene.client, name)
        const { hostname: newName, address, port, transport, platform, title, algorithms } = scene.options
        const { tag: tags, enabled, via: hop } = scene.options
        const via = hop === 'none' ? null : hop
        const reach = { address, port, transport, via, platform, algorithms }
        const change = { hostname: newName, ...reach, title, tags, enabled: yes(enabled) }
        await sendChange(scene, `/devices/${id}`, newName ?? hostname, change)
      }),
    )
