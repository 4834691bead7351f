import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Eltex MES switches and OLTs. Series 24xx page off in words of their own. */
export const eltex = definePlatform({
  id: 'eltex',
  title: 'Eltex MES',
  family: 'eltex',
  aliases: ['eltex_mes', 'eltex-mes'],
  tier: 2,
  ...ciscoKin,
  prepare: ['terminal datadump', 'set cli pagination off'],
  pager: [{ mark: / {0,8}More: <space>,\s+Quit: q[^\n]{0,80}$/i, key: ' ' }],
  facts: [
    {
      command: 'show system',
      hostname: /^System Name:\s+(\S+)/m,
      model: /^System Description:\s+(MES\S+)/m,
    },
    { command: 'show version', version: /^[ \t]*(?:Version:|SW version)\s+(\S+)/m },
    { command: 'show system id', serial: /^[ \t]*(?:\d+\s+\S+\s+\S+\s+|serial number\s*:\s*)(ES\w+)/im },
  ],
  detect: [
    { probe: 'show system', match: /^System Description:\s+MES\d/m, score: 95 },
    { probe: 'show version', match: /^[ \t]*Active-image: flash:\/\/system\/images\//m, score: 40 },
    { sysObjectId: '1.3.6.1.4.1.35265.1', score: 60 },
  ],
  leave: ['disable', 'exit'],
  source: 'configuration: vendor CLI guide, also the Oxidized model eltex; session: Netmiko 4.6.0 facts',
})
