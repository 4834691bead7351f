import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** IP Infusion OcNOS. */
export const ipinfusionOcnos = definePlatform({
  id: 'ipinfusion_ocnos',
  title: 'IP Infusion OcNOS',
  family: 'ipinfusion',
  aliases: ['ocnos', 'ipinfusion', 'ipinfusion-ocnos'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  complete: { usualEnd: /^end$/, minLines: 3 },
  facts: [
    {
      command: 'show version',
      model: /^[ \t]*Hardware Model: (\S+)/m,
      version: /^[ \t]*(?:Software Product|Software Version): (?:OcNOS, Version: )?(\S+)/m,
    },
    { command: 'show system-information board-info', serial: /^Serial Number\s*:? +(\S+)/m },
  ],
  detect: [
    { probe: 'show version', match: /OcNOS/, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.36673', score: 95 },
  ],
  leave: ['disable', 'logout'],
  source: 'configuration: vendor command reference, also the Oxidized model ocnos; session: Netmiko 4.6.0 facts',
})
