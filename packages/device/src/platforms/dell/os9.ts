import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** Dell Networking OS9, once Force10 FTOS. */
export const dellOs9 = definePlatform({
  id: 'dell_os9',
  title: 'Dell Networking OS9 (Force10 FTOS)',
  family: 'dell',
  aliases: ['dell_force10', 'dell_dnos9', 'ftos', 'dnos', 'force10', 'dellos9', 'dell-os9', 'dell-force10'],
  tier: 1,
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  prepare: ['terminal length 0', 'terminal width 0'],
  rejects: [...anyRefusal, ...ciscoLike.rejects, /^% Error: /],
  facts: [
    {
      command: 'show version',
      hostname: /^(\S+) uptime is/m,
      model: /^System Type: (\S+)/m,
      version: /^(?:Dell(?: EMC)?|Force10) (?:Application Software|Networking OS)? ?Version: +(\d\S*)/m,
    },
    {
      command: 'show inventory',
      version: /^Software Version +: (\S+)/m,
      serial: /^\*? ?\d+ +\S+ +([A-Z0-9]{6,}) +\S+ /m,
    },
  ],
  detect: [
    {
      probe: 'show version',
      match: /^(?:Dell(?: EMC)? (?:Real Time Operating System|Application) Software|Force10 Networks Real Time)/m,
      score: 95,
    },
    { probe: 'show inventory', match: /^System Type\s+: \S.{0,40}\nSystem Mode\s+: /m, score: 95 },
    { sysDescr: /Real Time Operating System Software/, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.6027.1', score: 95 },
  ],
  source:
    'configuration: vendor command reference, also the Oxidized models ftos and dnos; session: the same, Netmiko 4.6.0',
})
