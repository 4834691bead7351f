import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Dell PowerConnect and X series: many let everybody in over SSH and ask for user and password in the shell. */
export const dellPowerconnect = definePlatform({
  id: 'dell_powerconnect',
  title: 'Dell PowerConnect',
  family: 'dell',
  aliases: ['powerconnect', 'dellx', 'dell-powerconnect'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  login: 'in-shell',
  prepare: ['terminal datadump', 'terminal length 0'],
  pager: [
    { mark: / {0,8}--More-- or \(q\)uit\s*$/, key: ' ' },
    { mark: / {0,8}More: <space>,\s+Quit: q[^\n]{0,80}$/i, key: ' ' },
  ],
  facts: [
    {
      command: 'show system',
      hostname: /^System Name:\s+(\S+)/m,
      model: /^(?:System Description|Machine Type):\s+(\S(?:.*\S)?)/m,
    },
    { command: 'show version', version: /^[ \t]*(?:SW version\s+|1\s+)(\d+(?:\.\d+){2,4})/m },
  ],
  detect: [
    { probe: 'show system', match: /PowerConnect \d{4}|Dell Networking X\d/i, score: 95 },
    { probe: 'show version', match: /^SW version\s+\d[\d.]+ ?\( date /im, score: 40 },
    { probe: 'show version', match: /^(?:System|Machine) Description\.+ PowerConnect/m, score: 95 },
    { sysDescr: /PowerConnect/, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.674.10895', score: 50 },
  ],
  leave: ['exit', 'logout'],
  source: 'configuration: vendor CLI guide, also the Oxidized models powerconnect and dellx; session: Netmiko 4.6.0',
})
