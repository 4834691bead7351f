import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Zyxel AAM DSLAM cards: ask for the password only. */
export const zyxelZynosAdsl = definePlatform({
  id: 'zyxel_zynos_adsl',
  title: 'Zyxel ADSL DSLAM',
  family: 'zyxel',
  aliases: ['zynosadsl'],
  tier: 2,
  transports: ['telnet'],

  prompt: { ends: ['>', '#'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['config show all nopause'], ['config show all']] },
  complete: { minLines: 5 },
  source: 'configuration: the Oxidized model zynosadsl; session: the same',
})
