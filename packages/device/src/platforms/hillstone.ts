import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Hillstone StoneOS: privileged from the start. */
export const hillstoneStoneos = definePlatform({
  id: 'hillstone_stoneos',
  title: 'Hillstone StoneOS',
  family: 'hillstone',
  aliases: ['stoneos', 'hillstone'],
  tier: 2,
  prompt: { ends: ['#', '>'], modes: [/\([\w./-]+(?:\([\w./-]{1,60}\))?\)/] },
  prepare: ['terminal length 0', 'terminal width 512'],
  rejects: [...anyRefusal, /^-+\^+[^\n]{0,60}$/],
  artifacts: {
    'running-config': [['show configuration running'], ['show configuration']],
    'startup-config': [['show configuration startup']],
  },
  complete: { usualEnd: /^End$/i, minLines: 3 },
  configHostname: /^hostname "?([^\s"]+)/m,
  facts: [
    {
      command: 'show version',
      model: /^Product name: (\S+)/m,
      serial: /S\/N: (\S+)/,
      version: /StoneOS software, Version (\S+)/i,
    },
  ],
  detect: [
    { probe: 'show version', match: /Hillstone Networks StoneOS/i, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.28557', score: 95 },
  ],
  source:
    'configuration: vendor CLI guide, also the Oxidized model stoneos; session: Netmiko 4.6.0 facts, width from the Oxidized model',
})
