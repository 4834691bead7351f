import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Uplink EPON and GPON OLTs: some show the configuration inside the configuration mode only, where nothing is typed but this. */
export const uplinkOlt = definePlatform({
  id: 'uplink_olt',
  title: 'Uplink OLT',
  family: 'uplink',
  aliases: ['uplinkolt'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  artifacts: { 'running-config': [['show running-config'], ['configure terminal', 'show running-config', 'exit']] },
  leave: ['exit', 'disable', 'exit'],
  source: 'configuration: the Oxidized model uplinkolt; session: the same',
})
