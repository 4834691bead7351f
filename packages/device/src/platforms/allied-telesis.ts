import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Allied Telesis AlliedWare Plus: the end mark proves. */
export const alliedTelesisAwplus = definePlatform({
  id: 'allied_telesis_awplus',
  title: 'Allied Telesis AlliedWare Plus',
  family: 'allied_telesis',
  aliases: ['awplus', 'alliedware-plus', 'allied-telesis-awplus'],
  tier: 2,
  ...ciscoKin,
  complete: { endMark: /^end$/, minLines: 3 },
  facts: [
    {
      command: 'show system',
      hostname: /^System Name\s*\r?\n?\s*:? *(\S+)/m,
      model: /^Base\s+\d+\s+(\S+)/m,
      serial: /^Base\s+\d+\s+\S+\s+\S+\s+(\S+)/m,
      version: /^Software version\s*:\s*(\S+)/m,
    },
  ],
  detect: [
    { banner: /^AlliedWare Plus \(TM\)/m, score: 95 },
    { probe: 'show version', match: /AlliedWare Plus/, score: 95 },
    { probe: 'show system', match: /AlliedWare Plus/, score: 95 },
    { sysDescr: /AlliedWare Plus/, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.207.1.14', score: 90 },
  ],
  source: 'configuration: vendor command reference, also the Oxidized model awplus; session: Netmiko 4.6.0 facts',
})
