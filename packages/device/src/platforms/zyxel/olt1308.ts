import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Zyxel OLT-1308: hands its configuration out as a file of its web pages. */
export const zyxelOlt1308 = definePlatform({
  id: 'zyxel_olt1308',
  title: 'Zyxel OLT-1308',
  family: 'zyxel',
  aliases: ['zy1308', 'zyxel-olt1308'],
  tier: 2,
  transports: ['http'],
  prompt: { ends: ['>', '#'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['GET /config_OLT-1308S-22.log']] },
  complete: { minLines: 3 },
  http: {
    api: {
      login: { by: 'basic' },
      accept: '*/*',
      types: /^(?:application|text)\/(?!html)/,
      answers: [],
      message: /<title>([^<]+)/i,
    },
  },
  source: 'configuration: the Oxidized model zy1308; session: the same',
})
