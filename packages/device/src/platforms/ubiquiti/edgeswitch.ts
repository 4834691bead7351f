import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** What EdgeSwitch and UniFi switches have in common. */
const fastpath = {
  ...ciscoLike,
  prompt: { ends: ['#', '>'], modes: [/ ?\([\w./-]+\)/] },
  pager: [{ mark: / {0,8}--More-- or \(q\)uit\s*$/, key: ' ' }],
  rejects: [...anyRefusal, ...ciscoLike.rejects],
  facts: [
    {
      command: 'show version',
      serial: /^Serial Number\.+ (\S+)/m,
      model: /^Machine Model\.+ (\S+(?: \S+)*)/m,
      version: /^Software Version\.+ (\S+)/m,
    },
    { command: 'show sysinfo', hostname: /^System Name\.+ (\S+(?: \S+)*)/m },
  ],
  text: 'ubiquiti_edgeswitch',
} as const

/** Ubiquiti EdgeSwitch: a prompt with blanks in brackets, and a pager until the privileged mode turns it off. */
export const ubiquitiEdgeswitch = definePlatform({
  id: 'ubiquiti_edgeswitch',
  title: 'Ubiquiti EdgeSwitch',
  family: 'ubiquiti',
  aliases: ['ubiquiti_edge', 'edgeswitch', 'ubiquiti-edgeswitch', 'edgemax'],
  tier: 1,
  ...fastpath,
  transports: ['ssh', 'telnet'],
  detect: [
    { prompt: /^\(UBNT EdgeSwitch\) ?[>#]/, score: 95 },
    { prompt: /^\([\w .-]+\) ?[>#] ?$/, score: 25 },
    {
      probe: 'show version',
      match: /^(?:System Description|Machine Model|Machine Type)\.+ (?:UBNT )?(?:EdgeSwitch|ES-|EP-)/m,
      score: 95,
    },
    { sysDescr: /\bEdgeSwitch\b/, score: 95 },
  ],
  source:
    'configuration: vendor CLI command reference, also the Oxidized model edgeswitch; session: the same, Netmiko 4.6.0',
})

/** Ubiquiti UniFi switch: the shell is a Linux one, from which a telnet to itself leads to the switch. */
export const ubiquitiUnifiswitch = definePlatform({
  id: 'ubiquiti_unifiswitch',
  title: 'Ubiquiti UniFi Switch',
  family: 'ubiquiti',
  aliases: ['unifiswitch', 'unifi-switch'],
  tier: 2,
  ...fastpath,
  prepare: ['telnet localhost', 'terminal length 0'],
  leave: ['exit', 'exit', 'exit'],
  source: 'configuration: vendor CLI command reference of the same switch software; session: Netmiko 4.6.0',
})
