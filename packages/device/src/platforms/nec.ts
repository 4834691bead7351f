import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** NEC UNIVERGE IX: the configuration is shown in the configuration mode only, which `enable-config` enters without a change. */
export const necIx = definePlatform({
  id: 'nec_ix',
  title: 'NEC UNIVERGE IX',
  family: 'nec',
  aliases: ['necix', 'nec-ix', 'univerge'],
  tier: 2,
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['#', '$'], modes: [/\([\w./-]+\)/] },
  rejects: [...anyRefusal, /^% [^\n]{0,120}-- Invalid command/i],
  artifacts: {
    'running-config': [
      ['show running-config'],
      ['enable-config', 'show running-config'],
      ['configure', 'show running-config'],
    ],
    'startup-config': [['show startup-config'], ['enable-config', 'show startup-config']],
  },
  complete: { minLines: 3 },
  configHostname: /^hostname "?([^\s"]+)/m,
  facts: [{ command: 'show version', version: /^IX Series (?:\S+ )?\([^)]*\) Software, Version ([\w.]+)/m }],
  detect: [{ probe: 'show version', match: /NEC Portable Internetwork Core Operating System/, score: 99 }],
  leave: ['exit', 'exit'],
  source: 'configuration: vendor command reference, also the Oxidized model necix; session: Netmiko 4.6.0',
})
