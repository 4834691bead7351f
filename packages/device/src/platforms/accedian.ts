import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Accedian performance elements: the configuration is generated as a script of commands. */
export const accedian = definePlatform({
  id: 'accedian',
  title: 'Accedian AEN',
  family: 'accedian',
  aliases: ['aen', 'accedian-aen'],
  tier: 2,
  prompt: { ends: [':', '#'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['configuration generate-script module all']] },
  complete: { minLines: 3 },
  detect: [{ sysObjectId: '1.3.6.1.4.1.22420', score: 95 }],
  source: 'configuration: the Oxidized model aen; session: Netmiko 4.6.0 facts',
})
