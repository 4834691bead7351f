import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Coriant Groove (now Infinera): the configuration as commands. The width of its columns is a setting, so it stays as it is. */
export const coriant = definePlatform({
  id: 'coriant',
  title: 'Coriant Groove',
  family: 'coriant',
  aliases: ['coriantgroove', 'coriant-groove'],
  tier: 2,
  prompt: { ends: ['>', ':'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['show config | display commands']] },
  complete: { minLines: 3 },
  leave: ['quit -f'],
  detect: [{ probe: 'show version', match: /\bCoriant\b/, score: 90 }],
  source: 'configuration: the Oxidized model coriantgroove; session: Netmiko 4.6.0 facts',
})
