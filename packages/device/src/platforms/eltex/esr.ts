import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Eltex ESR routers: changes wait in a candidate; what runs is shown. */
export const eltexEsr = definePlatform({
  id: 'eltex_esr',
  title: 'Eltex ESR',
  family: 'eltex',
  aliases: ['eltex-esr'],
  tier: 2,
  ...ciscoKin,
  prepare: ['terminal datadump'],
  pager: [
    { mark: /More\? Enter - next line; Space - next page; Q - quit; R - show the rest\.?\s*$/i, key: ' ' },
    { mark: / {0,8}More: <space>,\s+Quit: q[^\n]{0,80}$/i, key: ' ' },
  ],
  artifacts: { 'running-config': [['show running-config']] },
  facts: [
    {
      command: 'show system',
      hostname: /^System name:\s+(\S+)/m,
      model: /^System type:\s+(\S(?:.*\S)?)/m,
      serial: /^System serial number:\s+(\S+)/m,
      version: /^Software version:\s+(\S+)/m,
    },
  ],
  detect: [
    { probe: 'show system', match: /^System type:\s+Eltex ESR/m, score: 95 },
    { probe: 'show version', match: /^Boot version:\n\s+\d|^ESR-\d/m, score: 60 },
  ],
  source: 'configuration: vendor CLI reference guide; session: Netmiko 4.6.0 facts, pager NOC Eltex.ESR',
})
