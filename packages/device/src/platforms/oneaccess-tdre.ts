import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** OneAccess (Ekinops) TDRE: the prompt is a bare `>`. */
export const oneaccessTdre = definePlatform({
  id: 'oneaccess_tdre',
  title: 'OneAccess TDRE',
  family: 'oneaccess',
  aliases: ['tdre'],
  tier: 2,
  transports: ['ssh', 'telnet'],

  newline: '\r',
  prompt: { ends: ['>'] },
  rejects: [...anyRefusal, /^(?:Error|Unknown)/i],
  artifacts: { 'running-config': [['get -f']] },
  complete: { minLines: 3 },
  leave: ['DISCONNECT'],
  source: 'configuration: the Oxidized model tdre; session: the same',
})
