import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Ericsson IPOS (SSR), once Redback SmartEdge OS: a context in brackets stands before the name; the end mark proves. */
export const ericssonIpos = definePlatform({
  id: 'ericsson_ipos',
  title: 'Ericsson IPOS',
  family: 'ericsson',
  aliases: ['ipos', 'redback', 'seos', 'ericsson-ipos'],
  tier: 2,
  ...ciscoKin,
  prepare: ['terminal length 0', 'terminal width 512'],
  rejects: [...ciscoKin.rejects, /^% ERROR /],
  enable: { command: 'enable 15', asks: /password[^\n]*:\s*$/i, ready: '#' },
  artifacts: { 'running-config': [['show configuration'], ['show config']] },
  complete: { endMark: /^end$/, minLines: 3 },
  configHostname: /^system hostname "?([^\s"]+)/m,
  facts: [{ command: 'show version', version: /(?:Ericsson IPOS Version IPOS-|SmartEdge OS Version SEOS-)(\S+)/ }],
  detect: [
    { probe: 'show version', match: /Ericsson IPOS Version|SmartEdge OS Version/, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.2352', score: 95 },
  ],
  source: 'configuration: RANCID redback and the Oxidized model ipos; session: Netmiko 4.6.0 facts',
})
