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
  detect: [
    { prompt: /^\([\w .-]+\) ?[>#] ?$/, score: 25 },
    { probe: 'show version', match: /^(?:System|Machine) Description\.+ .{0,80}\b(?:Quanta|LB\dM?|LY\d)/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.7244', score: 90 },
  ],
  source: 'configuration: the Oxidized model quantaos; session: Netmiko 4.6.0',
})
