import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Centec switches (CNOS), also sold by FS as S5800 and S5850. */
export const centecOs = definePlatform({
  id: 'centec_os',
  title: 'Centec CNOS',
  family: 'centec',
  aliases: ['cnos', 'centec', 'centec-cnos'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  complete: { usualEnd: /^end$/, minLines: 3 },
  facts: [
    {
      command: 'show version',
      hostname: /^(\S+) uptime is/m,
      serial: /^[ \t]*(?:System )?serial number is (\S+)/im,
      model: /^[ \t]*Hardware Type is (\S+)/im,
      version: /^(?:CentecOS|CNOS) Software, [^\n]*?Version (\S+)/im,
    },
  ],
  detect: [
    { probe: 'show version', match: /^(?:CentecOS|CNOS) Software|Centec Networks/im, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.27975', score: 95 },
  ],
  source: 'configuration: vendor command reference, also the Oxidized model cnos; session: Netmiko 4.6.0 facts',
})
