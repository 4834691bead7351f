import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Mimosa radios: a web session brings the file of settings; the user is always `configure`. */
export const mimosaB11 = definePlatform({
  id: 'mimosa_b11',
  title: 'Mimosa B11',
  family: 'mimosa',
  aliases: ['mimosab11', 'mimosa'],
  tier: 2,
  transports: ['http'],
  prompt: { ends: ['>', '#'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['GET /?q=preferences.configure&mimosa_action=download']] },
  complete: { minLines: 1 },
  http: {
    api: {
      login: {
        by: 'request',
        request: 'POST /?q=index.login&mimosa_ajax=1 username=configure&password={password}',
        gives: { cookie: /^([^=;\s]+=[^;]+)/ },
        header: 'Cookie',
      },
      accept: '*/*',
      types: /^(?:application|text)\/(?!html)/,
      answers: [{ status: 302, means: 'expired' }],
      message: /"error"\s*:\s*"([^"]+)/,
    },
  },
  source: 'configuration: the Oxidized model mimosab11; session: the same',
})
