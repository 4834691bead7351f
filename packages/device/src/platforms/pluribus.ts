import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Pluribus Netvisor. */
export const pluribus = definePlatform({
  id: 'pluribus',
  title: 'Pluribus Netvisor',
  family: 'pluribus',
  aliases: ['netvisor', 'pluribus-netvisor'],
  tier: 2,
  prompt: { ends: ['>', '#'] },
  prepare: ['pager off'],
  rejects: [...anyRefusal, /: command not found\b/i],
  artifacts: { 'running-config': [['running-config-show']] },
  complete: { minLines: 3 },
  facts: [{ command: 'software-show', version: /^[ \t]*version:\s+(\S+)/m }],
  detect: [
    { banner: /Netvisor OS Command Line Interface/, score: 95 },
    { prompt: /^CLI \(\S+\) > ?$/, score: 95 },
  ],
  source: 'configuration: vendor command reference; session: Netmiko 4.6.0 facts',
})
