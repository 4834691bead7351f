import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** ZTE ZXROS routers and switches, and the ZXA10 OLTs with the same command line. */
export const zteZxros = definePlatform({
  id: 'zte_zxros',
  title: 'ZTE ZXROS',
  family: 'zte',
  aliases: ['zteolt', 'zte', 'zxros', 'zte-zxros'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  rejects: [...ciscoKin.rejects, /^%(?:Error|Code) \d+/],
  complete: { minLines: 3 },
  facts: [{ command: 'show version', version: /(?:ZXR10|ZXROS|ZXA10)[^\n]*?Version(?: number)?:? ?V?(\S+?),?\s/i }],
  detect: [
    { banner: /\bZXR10\b|^Welcome to ZXAN/m, score: 60 },
    { prompt: /^(?:ZXAN|ZXR10)\S*[#>]/, score: 60 },
    { probe: 'show version', match: /ZXR10|ZXCTN|ZXROS|ZXA10|ZTE Corporation/, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.3902', score: 90 },
  ],
  leave: ['disable', 'exit'],
  source: 'configuration: vendor command reference, also the Oxidized model zteolt; session: Netmiko 4.6.0 facts',
})
