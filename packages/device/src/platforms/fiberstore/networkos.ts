import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** FS.com switches with NetworkOS. */
export const fiberstoreNetworkos = definePlatform({
  id: 'fiberstore_networkos',
  title: 'FS NetworkOS',
  family: 'fiberstore',
  aliases: ['fs_networkos'],
  tier: 2,
  ...ciscoKin,
  text: 'fiberstore_fsos',
  source: 'configuration: vendor CLI reference; session: Netmiko 4.6.0 facts',
})
