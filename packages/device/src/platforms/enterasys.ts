import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Enterasys B, C, N and S series: the prompt names the rights of the account, as in `name(su)->`. */
export const enterasys = definePlatform({
  id: 'enterasys',
  title: 'Enterasys EOS',
  family: 'enterasys',
  aliases: ['enterasys-eos', 'securestack'],
  tier: 2,
  prompt: { ends: ['>', '#'], modes: [/\([\w]+\)-/] },
  prepare: ['set length 0'],
  rejects: [...anyRefusal, /^Error: /, /^Ambiguous command/i],
  artifacts: { 'running-config': [['show config']] },
  complete: { minLines: 3 },
  configHostname: /^set system name "?([^\s"]+)/m,
  detect: [
    { prompt: /\((?:su|rw|ro)\)-> ?$/, score: 90 },
    { sysObjectId: '1.3.6.1.4.1.5624', score: 90 },
  ],
  source: 'configuration: the Oxidized model enterasys; session: Netmiko 4.6.0 facts',
})
