import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** D-Link DXS, DGS-1510 and later. */
export const dlinkNextgen = definePlatform({
  id: 'dlink_nextgen',
  title: 'D-Link with the Cisco-like command line',
  family: 'dlink',
  aliases: ['dlinknextgen', 'dlink-dxs', 'dlink_dxs'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  prepare: ['terminal length 0', 'terminal width 255'],
  pager: [{ mark: / {0,8}CTRL\+C ESC q Quit SPACE n Next Page[^\n]*$/i, key: 'n' }],
  complete: { usualEnd: /^end$/, minLines: 3 },
  facts: [
    { command: 'show version', model: /^[ \t]*\d\s+(D[A-Z]{2}-\S+)/m, version: /^[ \t]*Runtime:\s*V?(\S+)/im },
    { command: 'show unit', serial: /^[ \t]*1\s+\S+\s+\S+\s+(?:OK\s+)?(\w{10,})/m },
  ],
  leave: ['logout'],
  source: 'configuration: the Oxidized model dlinknextgen; session: the same',
})
