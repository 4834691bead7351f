import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Netonix: `cmdline` leads to a shell, where the configuration is one JSON file. */
export const netonixWisp = definePlatform({
  id: 'netonix_wisp',
  title: 'Netonix WISP switch',
  family: 'netonix',
  aliases: ['netonix'],
  tier: 2,
  prompt: { ends: ['#', '>', '$'] },
  prepare: ['cmdline'],
  rejects: [...anyRefusal, /^cat: /],
  artifacts: { 'running-config': [['cat config.json;echo']] },
  complete: { structure: 'json', starts: /^\{?\s*"(?!errors?")/i },
  configHostname: /"Switch_Name": ?"([^"]+)"/,
  leave: ['exit', 'exit'],
  source: 'configuration: the Oxidized model netonix; session: the same',
})
