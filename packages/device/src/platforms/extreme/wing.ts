import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Extreme WiNG (Motorola and Zebra RFS controllers and access points). */
export const extremeWing = definePlatform({
  id: 'extreme_wing',
  title: 'Extreme WiNG',
  family: 'extreme',
  aliases: ['mtrlrfs', 'wing', 'extreme-wing'],
  tier: 2,
  ...ciscoKin,
  prepare: ['no page', 'terminal width 512'],
  complete: { usualEnd: /^end$/, minLines: 3 },
  facts: [
    {
      command: 'show version',
      hostname: /^(\S+) uptime is/m,
      model: /^(\S+) version \d/m,
      version: /^\S+ version (\S+)/m,
    },
  ],
  detect: [
    {
      probe: 'show version',
      match:
        /^(?:RFS|NX|VX|AP|WLAN)\w* version \d[^\n]*\n(?:MIB=|Copyright \(c\) \d{4}[-\d]* (?:Extreme|Zebra|Motorola|Symbol))/m,
      score: 95,
    },
    { sysObjectId: '1.3.6.1.4.1.388', score: 90 },
  ],
  source: 'configuration: vendor CLI reference, also the Oxidized model mtrlrfs; session: Netmiko 4.6.0 facts',
})
