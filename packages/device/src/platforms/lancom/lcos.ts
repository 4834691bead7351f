import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** LANCOM routers and access points (LCOS): `readscript` shows the configuration as the script that restores it. */
export const lancomLcos = definePlatform({
  id: 'lancom_lcos',
  title: 'LANCOM LCOS',
  family: 'lancom',
  aliases: ['lancom', 'lcos', 'lancom-lcos'],
  tier: 2,
  transports: ['ssh', 'telnet'],
  newline: '\r',
  prompt: { ends: ['>', '#'], modes: [/[\w/ -]+/] },
  rejects: [...anyRefusal, /^Error: /],
  artifacts: { 'running-config': [['readscript']] },
  complete: { usualEnd: /^exit$/, minLines: 3 },
  configHostname: /^[ \t]*set (?:\/Setup\/)?Name "?([^\s"]+)/m,
  facts: [
    {
      command: 'sysinfo',
      hostname: /^DEVICE-NAME:?\s+(\S+)|^NAME:\s+(\S+)/m,
      model: /^DEVICE:\s+(\S(?:.*\S)?)/m,
      serial: /^SERIAL-NUMBER:\s+(\S+)/m,
      version: /^VERSION:\s+(\S+)/m,
    },
  ],
  detect: [{ sysObjectId: '1.3.6.1.4.1.2356', score: 80 }],
  source: 'configuration: vendor reference manual, also the Oxidized model lancom; session: the Oxidized model lancom',
})
