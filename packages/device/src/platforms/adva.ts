import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** ADVA FSP 150 with the F3 command line: paging is a setting of the account, so it is answered instead of turned off. */
export const advaFsp150f3 = definePlatform({
  id: 'adva_fsp150f3',
  title: 'ADVA FSP 150 (F3)',
  family: 'adva',
  aliases: ['adva', 'adva-fsp150'],
  tier: 2,
  newline: '\r',
  prompt: { ends: ['>'] },
  loginAnswers: [{ asks: /Do you wish to continue \[Y\|N\]-->\s*$/i, type: 'y' }],
  rejects: [...anyRefusal, /^Unrecognized command/i],
  artifacts: { 'running-config': [['show running-config current']] },
  complete: { minLines: 3 },
  detect: [
    { prompt: /^[\w.:-]+--> ?$/, score: 50 },
    { sysObjectId: '1.3.6.1.4.1.2544.1.12', score: 90 },
  ],
  leave: ['logout'],
  source: 'configuration: the Oxidized model adva; session: Netmiko 4.6.0',
})
