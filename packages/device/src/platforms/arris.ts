import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Arris C4 and E6000 CMTS. */
export const arrisCer = definePlatform({
  id: 'arris_cer',
  title: 'Arris C4 and E6000 CER',
  family: 'arris',
  aliases: ['c4cmts', 'arris-cer'],
  tier: 2,
  ...ciscoKin,
  prompt: { ends: ['#', '>'], modes: [/\([\w./:-]+\)/] },
  artifacts: { 'running-config': [['show running-config']] },
  configHostname: /^configure(?: system)? hostname "?([^\s"]+)|^hostname "?([^\s"]+)/m,
  detect: [
    { probe: 'show version', match: /^(?:CHASSIS TYPE: (?:E6000|C4)|.{0,40}\bCER_V)/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.4998', score: 90 },
  ],
  source: 'configuration: the Oxidized model c4cmts; session: Netmiko 4.6.0 facts',
})
