import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Icotera gateways: the progress of the configuration is copied to the screen. */
export const icoteraCpe = definePlatform({
  id: 'icotera_cpe',
  title: 'Icotera fibre gateway',
  family: 'icotera',
  aliases: ['icotera'],
  tier: 2,
  prompt: { ends: ['#', '>', '$'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['copy progress screen']] },
  complete: { minLines: 3 },
  source: 'configuration: the Oxidized model icotera; session: the same',
})
