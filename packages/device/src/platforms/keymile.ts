import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** KEYMILE NOS (MileGate 2000 series): accepts any password over SSH and refuses in the shell. */
export const keymileNos = definePlatform({
  id: 'keymile_nos',
  title: 'KEYMILE NOS',
  family: 'keymile',
  aliases: ['keymile-nos'],
  tier: 2,
  ...ciscoKin,
  inShell: { denied: /^Login incorrect/ },
  source: 'configuration: vendor user manual of the NOS command line; session: Netmiko 4.6.0',
})
