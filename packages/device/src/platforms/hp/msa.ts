import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** HPE MSA storage: the prompt is a bare `#`. */
export const hpeMsa = definePlatform({
  id: 'hpe_msa',
  title: 'HPE MSA storage',
  family: 'hp',
  aliases: ['hpemsa', 'hpe-msa'],
  tier: 2,
  prompt: { ends: ['#'] },
  prepare: ['set cli-parameters pager disabled'],
  rejects: [...anyRefusal, /^Error: /],
  artifacts: { 'running-config': [['show configuration']] },
  complete: { minLines: 5 },
  detect: [{ banner: /^(?:HPE?|HP StorageWorks) MSA (?:Storage|\d)/m, score: 95 }],
  source: 'configuration: the Oxidized model hpemsa; session: the same',
})
