import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Siklu EtherHaul radios: configurations are copied to the display. */
export const sikluEtherhaul = definePlatform({
  id: 'siklu_etherhaul',
  title: 'Siklu EtherHaul',
  family: 'siklu',
  aliases: ['siklu', 'etherhaul'],
  tier: 2,
  prompt: { ends: ['>'] },
  rejects: [...anyRefusal, /^(?:Error|%)/i],
  artifacts: {
    'running-config': [['copy running-configuration display']],
    'startup-config': [['copy startup-configuration display']],
  },
  complete: { minLines: 3 },
  configHostname: /^set system [^\n]*name "?([^\s"]+)/m,
  detect: [{ prompt: /^EH-\d\w*>$/, score: 60 }],
  source: 'configuration: the Oxidized model siklu; session: the same',
})

/** Siklu MultiHaul TG: shows what it starts with. */
export const sikluMultihaul = definePlatform({
  id: 'siklu_multihaul',
  title: 'Siklu MultiHaul TG',
  family: 'siklu',
  aliases: ['siklumhtg', 'multihaul'],
  tier: 2,
  prompt: { ends: ['>'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['show startup']], 'startup-config': [['show startup']] },
  complete: { minLines: 3 },
  leave: ['quit'],
  detect: [{ prompt: /^MH-[TN]\d{3}@\w{2,8}>$/, score: 95 }],
  source: 'configuration: the Oxidized model siklumhtg; session: the same',
})
