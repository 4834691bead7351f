import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Asterfusion AsterNOS: SONiC below; an account lands in the shell of Linux or in a command line of Cisco's kind. */
export const asterfusionAsternos = definePlatform({
  id: 'asterfusion_asternos',
  title: 'Asterfusion AsterNOS',
  family: 'asterfusion',
  aliases: ['asternos', 'asterfusion'],
  tier: 2,
  prompt: { ends: ['#', '$'], modes: [/\([\w./-]+\)/] },
  prepare: ['terminal raw-output'],
  rejects: [...anyRefusal, /^Error: No such command/, /: command not found$/],
  artifacts: { 'running-config': [['show running-config'], ['show runningconfiguration all']] },
  complete: { minLines: 3 },
  configHostname: /^[ \t]*(?:hostname |"hostname": ")([^\s"]+)/m,
  facts: [
    {
      command: 'show version',
      version: /AsterNOS[- ]?(?:Software Version: )?V?(\d[\w.]+)/,
      serial: /^Serial Number: (\S+)/m,
    },
  ],
  detect: [{ probe: 'show version', match: /AsterNOS/, score: 99 }],
  source: 'configuration: the Oxidized model asternos, vendor CLI guide; session: Netmiko 4.6.0 facts',
})
