import { definePlatform } from '../platform.ts'
import { ciscoLike } from './shapes/cisco-like.ts'

/** QuantaMesh switches: the prompt is a name in brackets, a blank, and its end. */
export const quantaMesh = definePlatform({
  id: 'quanta_mesh',
  title: 'Quanta QuantaMesh',
  family: 'quanta',
  aliases: ['quantaos', 'quantamesh', 'quanta'],
  tier: 2,
  ...ciscoLike,
  prompt: { ends: ['#', '>'], modes: [/ ?\([\w./ -]+\) ?/] },
  prepare: ['terminal length 0', 'no pager'],
  artifacts: { 'running-config': [['show running-config'], ['show run']] },
  leave: ['quit'],
  source: 'configuration: the Oxidized model quantaos; session: Netmiko 4.6.0',
})
