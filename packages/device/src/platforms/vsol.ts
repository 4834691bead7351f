import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** V-SOL OLTs: log lines run through the session; some show the configuration inside the configuration mode only. */
export const vsolOlt = definePlatform({
  id: 'vsol_olt',
  title: 'V-SOL OLT',
  family: 'vsol',
  aliases: ['vsololt', 'vsol'],
  tier: 2,
  ...ciscoKin,
  artifacts: { 'running-config': [['show running-config'], ['configure terminal', 'show running-config', 'end']] },
  pager: [{ mark: / {0,8}--More-- ?\0?$/, key: ' ' }],
  leave: ['end', 'exit'],
  source: 'configuration: the Oxidized model vsololt; session: the same',
})
