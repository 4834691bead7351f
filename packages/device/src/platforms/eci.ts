import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** ECI (Ribbon) Apollo: Junos' manner of command line. */
export const eciApollo = definePlatform({
  id: 'eci_apollo',
  title: 'ECI Apollo',
  family: 'eci',
  aliases: ['eciapollo', 'eci-apollo'],
  tier: 2,
  transports: ['ssh', 'telnet'],

  prompt: { ends: ['>', '#'] },
  prepare: ['set cli screen-length 0', 'set cli screen-width 0'],
  rejects: [...anyRefusal, /^(?:unknown command|syntax error)/i],
  artifacts: { 'running-config': [['show configuration | display-set'], ['show configuration']] },
  complete: { minLines: 3 },
  configHostname: /^set system host-name "?([^\s"]+)/m,
  source: 'configuration: the Oxidized model eciapollo; session: the same',
})
