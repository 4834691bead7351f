import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** Dell Networking OS6 (N series): pages by 24 lines until it is told otherwise in the privileged mode. */
export const dellOs6 = definePlatform({
  id: 'dell_os6',
  title: 'Dell Networking OS6',
  family: 'dell',
  aliases: ['os6', 'dellos6', 'dell_dnos6', 'dell_dnos6_telnet', 'dell-os6'],
  tier: 1,
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  pager: [{ mark: / {0,8}--More-- or \(q\)uit\s*$/, key: ' ' }],
  rejects: [...anyRefusal, ...ciscoLike.rejects],
  facts: [
    {
      command: 'show version',
      serial: /^Serial Number\.+ (\S+)/m,
      model: /^System Model ID\.+ (\S+)/m,
      version: /^[ \t]*1\s+(\d+\.\d+\.\d+\.\d+)/m,
    },
    { command: 'show system', hostname: /^System Name:\s+(\S+)/m },
  ],
  detect: [
    { probe: 'show version', match: /^System Model ID\.+ N\d/m, score: 95 },
    { probe: 'show version', match: /^Machine Description\.+ Dell/m, score: 60 },
    { probe: 'show system', match: /^System Description: +Dell (?:EMC )?Networking N\d/m, score: 95 },
    { sysDescr: /^Dell (?:EMC )?Networking N\d/m, score: 95 },
  ],
  source: 'configuration: vendor CLI reference guide, also the Oxidized model os6; session: the same, Netmiko 4.6.0',
})
