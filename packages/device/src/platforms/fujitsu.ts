import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Fujitsu PRIMERGY switch blades of 1 and 10 Gbit/s. */
export const fujitsuPrimergy = definePlatform({
  id: 'fujitsu_primergy',
  title: 'Fujitsu PRIMERGY blade switch',
  family: 'fujitsu',
  aliases: ['fujitsupy', 'fujitsu-py'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  prompt: { ends: ['#', '>'], modes: [/ ?\([\w./-]+\)/] },
  prepare: ['no pager', 'terminal pager disable'],
  rejects: [...anyRefusal, /^<ERROR>/],
  leave: ['quit', 'n'],
  source: 'configuration: the Oxidized model fujitsupy; session: the same',
})

/** Fujitsu 1FINITY optical systems. */
export const fujitsu1finity = definePlatform({
  id: 'fujitsu_1finity',
  title: 'Fujitsu 1FINITY',
  family: 'fujitsu',
  aliases: ['onefinity', '1finity'],
  tier: 2,
  prompt: { ends: ['>', '#'] },
  rejects: [...anyRefusal, /^(?:unknown command|syntax error)/i],
  artifacts: {
    'running-config': [['show configuration | display set | nomore'], ['show configuration | display set']],
  },
  complete: { minLines: 3 },
  source: 'configuration: the Oxidized model onefinity; session: the same',
})
