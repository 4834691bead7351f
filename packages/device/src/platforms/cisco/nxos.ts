import { definePlatform } from '../../platform.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** NX-OS prints neither end mark nor size: two equal reads prove. */
export const ciscoNxos = definePlatform({
  id: 'cisco_nxos',
  title: 'Cisco NX-OS',
  family: 'cisco',
  aliases: ['nxos', 'nxos_ssh', 'cisco-nxos', 'cisco-nx', 'cisco-nx-os'],
  tier: 1,
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  prepare: ['terminal length 0', 'terminal width 511'],
  rejects: [...ciscoLike.rejects, /^Syntax error while parsing/],
  complete: { starts: /^!Command: show (running|startup)-config/, minLines: 5 },
  facts: [
    {
      command: 'show version',
      hostname: /Device name: (\S+)/,
      model: /^[ \t]*cisco (Nexus.*?) Chassis/im,
      serial: /Processor Board ID (\S+)/i,
      version: /^[ \t]*(?:NXOS|system): +version (\S+)/m,
    },
  ],
  detect: [
    { banner: /^Cisco (?:Nexus Operating System|NX-OS Software)/m, score: 60 },
    { probe: 'show version', match: /Cisco Nexus Operating System/, score: 99 },
    { sysDescr: /^Cisco NX-OS/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.9.12.3', score: 60 },
  ],
  source: 'configuration: vendor command reference, recorded sessions of NX-OS 10.4; session: the same, Netmiko 4.6.0',
})
