import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Zhone access nodes: the whole configuration is dumped to the console. Its SSH server locks up on long answers, so telnet. */
export const zhoneOlt = definePlatform({
  id: 'zhone_olt',
  title: 'Zhone (DZS) MXK, MALC',
  family: 'zhone',
  aliases: ['zhoneolt', 'zhone', 'dzs'],
  tier: 2,
  transports: ['telnet'],

  prompt: { ends: ['>'] },
  rejects: [...anyRefusal, /^(?:Error|unknown command)/i],
  artifacts: { 'running-config': [['dump console']] },
  complete: { minLines: 5 },
  facts: [{ command: 'swversion', version: /version (?:MX |MXK )?(\d\S+)/i }],
  leave: ['logout'],
  source: 'configuration: the Oxidized model zhoneolt; session: the same',
})
