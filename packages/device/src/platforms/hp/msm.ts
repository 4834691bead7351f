import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** HP MSM controllers: the prompt has no name. */
export const hpMsm = definePlatform({
  id: 'hp_msm',
  title: 'HP MSM wireless controller',
  family: 'hp',
  aliases: ['hpmsm', 'hp-msm'],
  tier: 2,
  ...ciscoKin,
  prepare: [],
  artifacts: { 'running-config': [['show all config']] },
  facts: [
    {
      command: 'show system info',
      serial: /^[ \t]*Serial Number:\s+(\S+)/m,
      version: /^[ \t]*Firmware Version:\s+(\S+)/m,
      model: /^[ \t]*Product Name:\s+(\S[^\n]*)/m,
    },
  ],
  leave: ['quit'],
  detect: [
    { prompt: /^CLI[>#] ?$/, score: 60 },
    { probe: 'show system info', match: /^[ \t]*Product Name:\s+MSM\d/m, score: 95 },
  ],
  source: 'configuration: the Oxidized model hpmsm; session: the same',
})
