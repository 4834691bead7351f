import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** C-Data EPON and GPON OLTs, also sold by Optilink: the configuration is shown in the configuration mode, which `config` enters
 *  without a change. `vty output show-all` is a setting, so paging is answered. */
export const cdataXpon = definePlatform({
  id: 'optilink_eolt9702_telnet',
  title: 'C-Data and Optilink OLTs',
  family: 'cdata',
  aliases: ['cdata', 'cdata_xpon', 'optilink_eolt9702'],
  tier: 2,
  transports: ['telnet', 'ssh'],
  prompt: { ends: ['#', '>'], modes: [/\([\w./-]+\)/] },
  enable: { command: 'enable', asks: /password[^\n]*:\s*$/i, ready: '#' },
  pager: [{ mark: / {0,4}--More ?\( Press 'Q' to quit \)--\s*$/i, key: ' ' }],
  rejects: [...anyRefusal, /^\s*Unknown command: \(/i],
  artifacts: { 'running-config': [['show current-config'], ['config', 'show current-config']] },
  complete: { minLines: 3 },
  leave: ['exit', 'exit', 'exit'],
  source:
    'configuration: NOC CData.xPON and a public Oxidized model of the FD12 series; session: the same, Netmiko 4.6.0 facts',
})
