import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** A10 ACOS (AX, Thunder): the prompt tells the state of the cluster, all partitions are one text. */
export const a10 = definePlatform({
  id: 'a10',
  title: 'A10 ACOS',
  family: 'a10',
  aliases: ['acos', 'a10_acos', 'a10-acos', 'a10tps'],
  tier: 2,
  ...ciscoKin,
  prompt: {
    ends: ['#', '>'],
    modes: [/\([\w:./-]+\)/, /\[[\w./-]+\]/],
    varies: [/-(?:Active|Standby|ForcedStandby)\b/],
  },
  artifacts: {
    'running-config': [['show running-config all-partitions'], ['show partition-config all'], ['show running-config']],
    'startup-config': [['show startup-config all-partitions'], ['show startup-config']],
  },
  facts: [
    {
      command: 'show version',
      serial: /Serial Number: ?(\S+)/,
      model: /^[ \t]*(?:Thunder Series Unified Application Service Gateway|AX Series Advanced Traffic Manager) (\S+)/m,
      version: /Advanced Core OS \(ACOS\) version ([^\s,]+)/,
    },
  ],
  detect: [
    { banner: /^ACOS system is ready now\./m, score: 95 },
    { probe: 'show version', match: /Advanced Core OS \(ACOS\)/, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.22610', score: 95 },
  ],
  source:
    'configuration: vendor CLI reference, also RANCID a10 and the Oxidized model acos; session: Netmiko 4.6.0 facts',
})
