import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** Dell SmartFabric OS10: a head with version and date, no end mark. */
export const dellOs10 = definePlatform({
  id: 'dell_os10',
  title: 'Dell SmartFabric OS10',
  family: 'dell',
  aliases: ['os10', 'dellos10', 'dell-os10', 'dell-emc-os10'],
  tier: 1,
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  rejects: [...anyRefusal, ...ciscoLike.rejects, /^% Error: /],
  artifacts: {
    'running-config': [['show running-configuration'], ['show running-config']],
    'startup-config': [['show startup-configuration']],
  },
  facts: [
    {
      command: 'show version',
      model: /^System Type:\s+(\S+)/m,
      version: /^OS Version:\s+(\S+)/m,
    },
    { command: 'show license status', serial: /^Service Tag\s*:\s*(\S+)/m },
    {
      command: 'show inventory',
      serial: /^\* ?\d+ .*\s([A-Z0-9]{7}) +\d{3} \d{3}/m,
      model: /^Product +: (\S+)/m,
      version: /^Software version +: (\S+)/m,
    },
  ],
  detect: [
    { refusal: /^% Error: Unrecognized command\./m, score: 40 },
    { probe: 'show version', match: /^Dell (?:EMC Networking|SmartFabric) OS10/m, score: 95 },
    { probe: 'show inventory', match: /^Product\s+: [A-Z]\d{4}\w*-ON/m, score: 95 },
    { sysDescr: /Dell (?:EMC )?(?:SmartFabric|Networking) OS10|^Dell EMC.*OS10/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.674.11000.5000.100.2', score: 95 },
  ],
  source: 'configuration: vendor user guide, also the Oxidized model os10; session: the same, Netmiko 4.6.0',
})
