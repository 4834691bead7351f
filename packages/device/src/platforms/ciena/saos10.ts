import { definePlatform } from '../../platform.ts'
import { confdLike } from '../shapes/confd-like.ts'

/** Ciena SAOS 10: another command line than its predecessors. Its head names the time and the terminal of each reading. */
export const cienaSaos10 = definePlatform({
  id: 'ciena_saos10',
  title: 'Ciena SAOS 10',
  family: 'ciena',
  aliases: ['saos10', 'ciena-saos10'],
  tier: 2,
  ...confdLike,
  prompt: { ends: ['>', '#'], modes: confdLike.prompt.modes, varies: [/\*(?=[>#])/] },
  prepare: ['set session more off'],
  artifacts: { 'running-config': [['show running-config'], ['show running config']] },
  configHostname: /^[ \t]*(?:system config )?hostname "?([^\s"]+)/m,
  source: 'configuration: the Oxidized model saos10; session: Netmiko 4.6.0 facts',
})
