import { definePlatform } from '../platform.ts'
import { confdLike } from './shapes/confd-like.ts'

/** C-DOT CROS: commits and settings of the session show a command line made with ConfD. */
export const cdotCros = definePlatform({
  id: 'cdot_cros',
  title: 'C-DOT CROS',
  family: 'cdot',
  aliases: ['cdot', 'cros'],
  tier: 2,
  ...confdLike,
  prompt: { ends: ['#', '$', '>'], modes: confdLike.prompt.modes },
  prepare: ['complete-on-space false', 'screen-length 0', 'screen-width 511'],
  configHostname: /^[ \t]*hostname (\S+)/m,
  source: 'configuration: ConfD user guide (command line of Cisco style); session: Netmiko 4.6.0',
})
