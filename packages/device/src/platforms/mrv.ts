import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** MRV OptiSwitch (MasterOS): privileges without a secret. */
export const mrvOptiswitch = definePlatform({
  id: 'mrv_optiswitch',
  title: 'MRV OptiSwitch',
  family: 'mrv',
  aliases: ['masteros', 'mrv', 'mrv-optiswitch'],
  tier: 2,
  ...ciscoKin,
  prepare: ['no cli-paging'],
  artifacts: { 'running-config': [['show running-config']] },
  detect: [{ probe: 'show version', match: /^(?:MRV )?OptiSwitch \d|MasterOS version/im, score: 95 }],
  source: 'configuration: RANCID mrv and the Oxidized model masteros; session: Netmiko 4.6.0',
})
