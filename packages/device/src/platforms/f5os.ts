import { definePlatform } from '../platform.ts'
import { confdLike } from './shapes/confd-like.ts'

/** F5 rSeries and VELOS: a ConfD command line, paging off by `paginate`. */
export const f5F5os = definePlatform({
  id: 'f5_f5os',
  title: 'F5 F5OS',
  family: 'f5',
  aliases: ['f5os', 'f5-f5os'],
  tier: 2,
  ...confdLike,
  prepare: ['paginate false'],
  configHostname: /^system config hostname (\S+)/m,
  detect: [{ probe: 'show running-config system config hostname', match: /^system config hostname /m, score: 40 }],
  source: 'configuration: the Oxidized model f5os; session: the same',
})
