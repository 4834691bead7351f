import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Casa Systems CMTS: `page-off` is for this session only. Some accounts begin without privileges. */
export const casaCmts = definePlatform({
  id: 'casa_cmts',
  title: 'Casa Systems CMTS',
  family: 'casa',
  aliases: ['casa', 'casa-cmts'],
  tier: 2,
  ...ciscoKin,
  prepare: ['page-off'],
  detect: [
    { probe: 'show version', match: /^(?:Casa|.{0,40}Casa Systems)/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.20858', score: 95 },
  ],
  leave: ['logout'],
  source: 'configuration: the Oxidized model casa; session: Netmiko 4.6.0 facts, enable from the Oxidized model',
})
