import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Grandstream HT8xx adapters: the export is in the configuration submenu, which changes nothing by itself. */
export const grandstreamHt8xx = definePlatform({
  id: 'grandstream_ht8xx',
  title: 'Grandstream HT8xx',
  family: 'grandstream',
  aliases: ['grandstreamht8xx', 'ht8xx'],
  tier: 2,
  prompt: { ends: ['>'] },
  prepare: ['config'],
  rejects: [...anyRefusal, /^Invalid command/i],
  artifacts: { 'running-config': [['export']] },
  complete: { minLines: 3 },
  leave: ['exit', 'exit'],
  source: 'configuration: the Oxidized model grandstreamht8xx; session: the same',
})
