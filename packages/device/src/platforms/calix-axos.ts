import { definePlatform } from '../platform.ts'
import { confdLike } from './shapes/confd-like.ts'

/** Calix AXOS, a ConfD command line. */
export const calixAxos = definePlatform({
  id: 'calix_axos',
  title: 'Calix AXOS',
  family: 'calix',
  aliases: ['axos', 'calix-axos'],
  tier: 2,
  ...confdLike,
  artifacts: { 'running-config': [['show running-config | nomore'], ['show running-config']] },
  configHostname: /^hostname "?([^\s"]+)/m,
  source: 'configuration: the Oxidized model axos; session: the same',
})
