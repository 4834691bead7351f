import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Adtran AOS (NetVanta, Total Access). */
export const adtranOs = definePlatform({
  id: 'adtran_os',
  title: 'Adtran AOS',
  family: 'adtran',
  aliases: ['adtran', 'adtranos', 'adtran-aos'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  prepare: ['terminal length 0', 'terminal width 132'],
  complete: { usualEnd: /^end$/, minLines: 3 },
  facts: [
    {
      command: 'show version',
      hostname: /^(\S+) uptime is/m,
      serial: /serial number (\S+)/i,
      model: /^(?:Platform: |System image [^\n]*?\n)?(NetVanta \d\S*|Total Access \d\S*)/m,
      version: /ADTRAN, Inc\. OS version (\S+)/i,
    },
  ],
  detect: [
    { probe: 'show version', match: /^ADTRAN, Inc\. OS version/im, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.664', score: 60 },
  ],
  source: 'configuration: vendor command reference, also the Oxidized model adtran; session: Netmiko 4.6.0 facts',
})
