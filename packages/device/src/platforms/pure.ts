import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Pure Storage arrays: the configuration as commands. */
export const purePurityos = definePlatform({
  id: 'pure_purityos',
  title: 'Pure Storage Purity',
  family: 'pure',
  aliases: ['purityos', 'pure', 'pure-storage'],
  tier: 2,
  prompt: { ends: ['>', '$', '#'] },
  rejects: [...anyRefusal, /^Error: /],
  artifacts: { 'running-config': [['pureconfig list']] },
  complete: { minLines: 3 },
  configHostname: /^purearray rename (\S+)/m,
  facts: [{ command: 'purearray list', hostname: /^Name[^\n]*\n(\S+)/m, version: /\b(\d+\.\d+\.\d+)\s*$/m }],
  detect: [{ banner: /This is Purity Version/, score: 95 }],
  source: 'configuration: the Oxidized model purityos; session: the same',
})
