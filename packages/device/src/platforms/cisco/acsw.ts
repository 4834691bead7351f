import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Cisco ACE load balancers: the context stands behind the name in the prompt. */
export const ciscoAcsw = definePlatform({
  id: 'cisco_acsw',
  title: 'Cisco ACE (Application Control Software)',
  family: 'cisco',
  aliases: ['acsw', 'cisco-ace', 'ace'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['#', '>'], modes: [/\([\w./-]+\)/] },
  facts: [
    { command: 'show version', hostname: /^(\S+) kernel uptime is/m, version: /^[ \t]+system:\s+Version (\S+)/m },
  ],
  detect: [{ probe: 'show version', match: /Cisco Application Control Software \(ACSW\)/, score: 95 }],
  source: 'configuration: the Oxidized model acsw; session: the same',
})
