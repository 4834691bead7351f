import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Supermicro switches (SMIS): paging is a setting of the configuration mode, so it is answered. */
export const supermicroSmis = definePlatform({
  id: 'supermicro_smis',
  title: 'Supermicro SMIS',
  family: 'supermicro',
  aliases: ['supermicro', 'smis'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  prepare: ['terminal length 0'],
  artifacts: { 'running-config': [['show running-config']], 'startup-config': [['show startup-config']] },
  configHostname: /^(?:switchname|hostname) "?([^\s"]+)/m,
  facts: [{ command: 'show system information', hostname: /^[ \t]*(?:System|Switch) Name\s*:\s*(\S+)/m }],
  detect: [
    { probe: 'show system info', match: /Super Micro Computer/i, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.10876', score: 60 },
  ],
  source: 'configuration: vendor CLI guide, also the Oxidized model supermicro; session: Netmiko 4.6.0, the same model',
})
